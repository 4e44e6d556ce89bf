// A directive → HTML, by the component of the theme that has its name; or, in a Markdown copy, the text that takes the place of its opening
// line. Reports names and properties that do not exist. Must not know where components come from.

import { type Built, type Diagnostic, error } from '../../model/diagnostic.ts';
import type { DirectiveSchema } from '../../model/directives.ts';
import type { DirectiveSlot } from '../../model/page.ts';
import { nearest } from '../../text/nearest.ts';
import { type AddressPrinter, decodeProperties, type Properties, unknownProperties } from './decode-properties.ts';

/** The directives of a compiled theme. */
export interface DirectiveTemplates {
  /** Sorted. */
  readonly names: readonly string[];
  /** The properties that a component declares; null if there is no such component. */
  schemaOf(name: string): DirectiveSchema | null;
  /** Prints a component. Reports one that fails. */
  render(name: string, props: Properties['plain'], html: Properties['html']): Built<string>;
  /** The component's own text for Markdown copies; null if it has none. */
  plain(name: string, props: Properties['plain']): Built<string | null>;
}

/** The parts of a directive, with their slots filled. */
export interface FilledParts {
  readonly content: string | null;
  readonly label: string | null;
  /** What is around the content without a component. */
  readonly before: string | null;
}

export type DirectiveTarget = 'site' | 'feed' | 'copy';

/** `templates` is null if the theme does not compile: then nothing is known of directives, and only the content is printed. */
export function printDirective(
  slot: DirectiveSlot,
  parts: FilledParts,
  target: DirectiveTarget,
  templates: DirectiveTemplates | null,
  printer: AddressPrinter,
): Built<string> {
  const content = parts.content ?? '';
  if (templates === null) return { value: content, diagnostics: [] };
  const schema = templates.schemaOf(slot.name);
  if (schema === null) return withoutComponent(slot, parts, target, templates);
  const { value, diagnostics } = decodeProperties(slot, schema, printer);
  if (value === null) return { value: content, diagnostics };
  const common = { labelText: slot.label?.text ?? null, lang: slot.language };
  if (target === 'copy') {
    const plain = templates.plain(slot.name, { ...value.plain, ...value.html, ...common, labelText: parts.label });
    return { value: plainLine(plain.value, parts), diagnostics: [...diagnostics, ...plain.diagnostics] };
  }
  const html = { ...value.html, children: parts.content, label: parts.label };
  const printed = templates.render(slot.name, { ...value.plain, ...common, output: target }, html);
  const isLost = printed.diagnostics.length === 0 && content.trim() !== '' && !printed.value.includes(content);
  const unsafe = unsafeScheme(printed.value.replace(content, ''));
  return {
    value: unsafe === null ? printed.value : content,
    diagnostics: [
      ...diagnostics,
      ...printed.diagnostics,
      ...(isLost ? [lostContent(slot)] : []),
      ...(unsafe === null ? [] : [unsafeAddress(unsafe, slot)]),
    ],
  };
}

/** The scheme of an address that runs code, which a component has made of what a post says; null if there is none. */
function unsafeScheme(html: string): string | null {
  for (const [, value = ''] of html.matchAll(/\s(?:href|src|xlink:href|action|formaction|poster|data)="([^"]*)"/gi)) {
    // As browsers read it: they ignore these characters.
    // oxlint-disable-next-line no-control-regex
    const scheme = /^[\0-\x20]*(javascript|vbscript|data):/i.exec(value.replace(/[\t\n\r]/g, ''))?.[1];
    if (scheme !== undefined) return scheme.toLowerCase();
  }
  return null;
}

/** A callout, or an error. */
function withoutComponent(
  slot: DirectiveSlot,
  parts: FilledParts,
  target: DirectiveTarget,
  templates: DirectiveTemplates,
): Built<string> {
  const { fallback } = slot;
  if (fallback === null) return { value: parts.content ?? '', diagnostics: [unknownDirective(slot, templates.names)] };
  const diagnostics = unknownProperties(slot, ['title']);
  if (target === 'copy') return { value: plainLine(parts.before, parts), diagnostics };
  const lines = [parts.before, parts.content, fallback.after].filter((line) => line !== null && line !== '');
  return { value: lines.join('\n'), diagnostics };
}

/** The text for the opening line in a copy, with the blank line after it that its content is. */
function plainLine(plain: string | null, { label, content }: FilledParts): string {
  const text = plain ?? (label === null ? '' : `**${label}**`);
  return text === '' ? '' : `${text}${content ?? ''}`;
}

function unknownDirective({ name, nameAt, content }: DirectiveSlot, names: readonly string[]): Diagnostic {
  const known = [...names, 'note', 'tip', 'important', 'warning', 'caution'];
  const near = nearest(name, known);
  const colons = content === null ? '::' : ':::';
  const hint = near
    ? `did you mean \`${near}\`?`
    : `write \`templates/directives/${name.toLowerCase()}.tsx\`, or \`\\${colons}${name}\` if it is text`;
  return error('directive/unknown', `there is no directive \`${name}\``, nameAt, { hint });
}

function unsafeAddress(scheme: string, { name, at }: DirectiveSlot): Diagnostic {
  const message = `\`${name}\` prints a \`${scheme}:\` address`;
  return error('directive/unsafe-address', message, at, { hint: 'only addresses that cannot run code are allowed' });
}

function lostContent({ name, at }: DirectiveSlot): Diagnostic {
  const hint = `its component \`templates/directives/${name}.tsx\` does not print \`{children}\``;
  return error('directive/lost-content', `\`${name}\` does not show its content`, at, { hint });
}

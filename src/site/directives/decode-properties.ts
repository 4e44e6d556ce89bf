// What is written in a directive's braces → the props of its component, by the component's schema. Must not know any directive, and must not
// resolve addresses itself: the page's printer does.

import { type Diagnostic, error, type Span, warning } from '../../model/diagnostic.ts';
import type { DirectiveSchema, PropertyType } from '../../model/directives.ts';
import type { AddressSlot, DirectiveAttribute, DirectiveSlot, ImageSlot } from '../../model/page.ts';
import { nearest } from '../../text/nearest.ts';
import { byCodeUnit } from '../../text/order.ts';

/** Turns addresses into what is printed; they report what does not exist. */
export interface AddressPrinter {
  link(slot: AddressSlot): string;
  image(slot: ImageSlot): string;
}

export interface Properties {
  /** Plain values, by name. */
  readonly plain: { readonly [name: string]: string | number | boolean | null };
  /** Finished HTML, by name. */
  readonly html: { readonly [name: string]: string | null };
}

/**
 * Reports properties that the schema does not have, that are missing, or whose value is wrong, and a schema that is wrong itself. The value is
 * null after an error.
 */
export function decodeProperties(
  slot: DirectiveSlot,
  schema: DirectiveSchema,
  printer: AddressPrinter,
): { readonly value: Properties | null; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const plain: { [name: string]: string | number | boolean | null } = {};
  const html: { [name: string]: string | null } = {};
  const written = new Map(slot.attributes.map((attribute) => [attribute.name, attribute]));
  const hasImage = Object.values(schema).some((type) => type === 'image' || type === 'image?');
  const known = [...Object.keys(schema), ...(hasImage ? ['alt'] : [])];
  diagnostics.push(...unknownProperties(slot, known));

  for (const [name, type] of Object.entries(schema)) {
    const attribute = written.get(name);
    const kind = typeof type === 'string' ? type.replace('?', '') : 'word';
    const isOptional = typeof type !== 'string' || type.endsWith('?') || type === 'flag';
    if (!kinds.has(kind) || reserved.has(name)) {
      diagnostics.push(wrongSchema(slot.name, name, type));
      continue;
    }
    if (attribute === undefined) {
      if (!isOptional) diagnostics.push(missingProperty(name, kind, slot));
      if (kind === 'image') html[name] = null;
      else plain[name] = kind === 'flag' ? false : typeof type === 'string' ? null : (type[0] ?? null);
      continue;
    }
    const problem = problemWith(attribute, kind, type);
    if (problem) diagnostics.push(error('directive/bad-value', problem.message, attribute.at, { hint: problem.hint }));
    else if (kind === 'image') html[name] = imageFor(attribute, written.get('alt'), slot, printer, diagnostics);
    else if (kind === 'number') plain[name] = Number(attribute.value);
    else if (kind === 'flag') plain[name] = attribute.value !== 'false';
    else if (kind === 'link' || kind === 'file')
      plain[name] = attribute.address ? printer.link(attribute.address) : attribute.value;
    else plain[name] = attribute.value;
  }
  return { value: diagnostics.some(({ severity }) => severity === 'error') ? null : { plain, html }, diagnostics };
}

const kinds = new Set(['text', 'number', 'flag', 'link', 'file', 'image', 'word']);

/** Names that every component gets, so that no property can have them. */
const reserved = new Set(['children', 'label', 'labelText', 'lang', 'output']);

/** Properties that nothing has declared. */
export function unknownProperties(slot: DirectiveSlot, known: readonly string[]): Diagnostic[] {
  return slot.attributes.flatMap(({ name, at }) => {
    if (known.includes(name)) return [];
    const near = nearest(name, known);
    const all = known.length === 0 ? 'it has none' : `it has ${quotedList(known)}`;
    const hint = near ? `did you mean \`${near}\`?` : all;
    return [error('directive/unknown-property', `\`${slot.name}\` has no property \`${name}\``, at, { hint })];
  });
}

function missingProperty(name: string, kind: string, { name: directive, at }: DirectiveSlot): Diagnostic {
  const examples = new Map([
    ['number', '1'],
    ['link', 'https://…'],
    ['file', './…'],
    ['image', './….png'],
  ]);
  const hint = `write \`{${name}="${examples.get(kind) ?? '…'}"}\` on this line`;
  return error('directive/missing-property', `\`${directive}\` needs a property \`${name}\``, at, { hint });
}

function problemWith(
  { name, value, address }: DirectiveAttribute,
  kind: string,
  type: PropertyType,
): { readonly message: string; readonly hint: string } | null {
  if (kind === 'flag')
    return value === '' || value === 'true' || value === 'false'
      ? null
      : { message: `\`${name}\` has no value`, hint: `write \`{${name}}\` alone` };
  if (value.trim() === '') return { message: `\`${name}\` is empty`, hint: `write \`${name}="…"\`` };
  if (kind === 'number' && !/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value))
    return { message: `\`${name}\` must be a number`, hint: `write \`${name}="1"\`` };
  if (kind === 'word' && typeof type !== 'string' && !type.includes(value)) {
    const near = nearest(value, type);
    const hint = near ? `did you mean \`${near}\`?` : `write one of ${quotedList(type)}`;
    return { message: `\`${name}\` can't be \`${value}\``, hint };
  }
  if ((kind === 'file' || kind === 'image') && !address)
    return /^(?:https?:)?\/\//i.test(value)
      ? { message: `\`${name}\` must be a file of this site`, hint: 'save it next to the page' }
      : { message: `\`${name}\` must be a file`, hint: `write its path, such as \`./${value.replace(/\s/g, '-')}\`` };
  if (kind === 'link' && !address && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)\S+$/i.test(value))
    return { message: `\`${name}\` must be an address`, hint: 'write `https://…`, or the path of a file of the site' };
  return null;
}

function imageFor(
  { address, at }: DirectiveAttribute,
  alternative: DirectiveAttribute | undefined,
  slot: DirectiveSlot,
  printer: AddressPrinter,
  diagnostics: Diagnostic[],
): string {
  const alt = alternative?.value ?? slot.label?.text ?? '';
  if (alternative === undefined && alt === '') {
    const hint = 'add `alt="…"`, or a label: `[…]`';
    diagnostics.push(warning('image/missing-alt', 'this image has no alternative text', at, { hint }));
  }
  const target = address?.to === 'root' ? `public${address.target}` : (address?.target ?? '');
  return printer.image({ kind: 'image', target, alt, title: null, lazy: true, linked: false, at });
}

function wrongSchema(directive: string, name: string, type: unknown): Diagnostic {
  const at: Span = { path: `templates/directives/${directive}.tsx`, start: 0, end: 0 };
  if (reserved.has(name)) {
    const message = `\`schema\` can't have a property \`${name}\`: every directive has one`;
    return error('template/schema', message, at, { hint: 'choose another name' });
  }
  const shown = typeof type === 'string' ? `\`${type}\`` : `a ${typeof type}`;
  const hint =
    'a type is `text`, `number`, `flag`, `link`, `file`, `image`, or a list of words; `text?` may be missing';
  return error('template/schema', `the type of \`${name}\` in \`schema\` is ${shown}`, at, { hint });
}

function quotedList(names: readonly string[]): string {
  return names
    .toSorted(byCodeUnit)
    .map((name) => `\`${name}\``)
    .join(', ');
}

// Renders a page: calls a template of the compiled theme with frozen props, and reports what goes wrong at the position in the
// template's own file. Templates are trusted, but must never see a clock, random numbers or the machine: a page must depend on
// its props alone.

import type { SourceMapPayload } from 'node:module';
import { SourceMap } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Built, Diagnostic, Span } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { TemplateName, TemplateProps } from '../model/props.ts';
import type { TemplateCode } from './bundle.ts';
import { fileOf } from './bundle-pages.ts';
import { spanAt } from './template-source.ts';

/** Returns the HTML of a page, or `''` and a diagnostic if the template throws or returns nothing. */
export type RenderPage = <N extends TemplateName>(name: N, props: TemplateProps[N]) => Built<string>;

/** Loads a compiled theme. Writes nothing, and leaves nothing behind when the renderer is garbage collected. */
export function loadTemplates({ digest, code, map }: TemplateCode): RenderPage {
  const script = `octavo-templates-${digest}.js`;
  const module: { exports: { render?: (name: TemplateName, props: unknown) => string } } = { exports: {} };
  const run = compileFunction(code, ['module', 'exports', ...Object.keys(hiddenGlobals)], { filename: script });
  run(module, module.exports, ...Object.values(hiddenGlobals));
  const { render } = module.exports;
  if (render === undefined) throw new Error('the compiled theme exports no `render`');

  return (name, props) => {
    try {
      const html = render(name, deepFreeze(props));
      if (html !== '') return { value: `<!doctype html>${html}`, diagnostics: [] };
      const at = { path: fileOf(name), start: 0, end: 0 };
      return { value: '', diagnostics: [error('template/empty', `the template \`${name}\` returned nothing`, at)] };
    } catch (thrown) {
      return { value: '', diagnostics: [diagnosticFor(thrown, name, script, map)] };
    }
  };
}

const refuse = (name: string) => (): never => {
  throw new Error(`templates can't use \`${name}\``);
};
const clock = { get: refuse('Date'), apply: refuse('Date'), construct: refuse('Date') };

/** Replacements for globals that would make a page depend on more than its props. */
const hiddenGlobals: { readonly [name: string]: unknown } = {
  Date: new Proxy(Date, clock),
  Math: Object.create(Math, { random: { value: refuse('Math.random') } }),
  process: undefined,
  require: undefined,
  global: undefined,
  globalThis: undefined,
  fetch: undefined,
  crypto: undefined,
  performance: undefined,
  setTimeout: undefined,
  setInterval: undefined,
};

/** Freezes plain data recursively. A frozen object was frozen here before, with everything in it. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}

function diagnosticFor(thrown: unknown, name: TemplateName, script: string, map: string): Diagnostic {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const at = spanOfError(thrown, script, map) ?? { path: fileOf(name), start: 0, end: 0 };
  return error('template/throws', `the template \`${name}\` fails: ${message.replace(/\.$/, '')}`, at, {
    hint: hintFor(message),
  });
}

/** The position of the topmost stack frame that is in a file of the theme. */
function spanOfError(thrown: unknown, script: string, map: string): Span | null {
  if (!(thrown instanceof Error) || thrown.stack === undefined) return null;
  const parsed = JSON.parse(map) as SourceMapPayload & { readonly sourcesContent: readonly (string | null)[] };
  const texts = parsed.sources.map((source, index) => [source, parsed.sourcesContent[index] ?? null] as const);
  const files = Object.fromEntries(texts.flatMap(([source, text]) => (text === null ? [] : [[source, text]])));
  const sources = new SourceMap(parsed);
  for (const [, line, column] of thrown.stack.matchAll(new RegExp(`${script}:(\\d+):(\\d+)`, 'g'))) {
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry) || !Object.hasOwn(files, entry.originalSource)) continue;
    return spanAt(files, entry.originalSource, entry.originalLine + 1, entry.originalColumn, 1);
  }
  return null;
}

function hintFor(message: string): string | null {
  if (/read only|not extensible|Cannot (?:assign|add|delete)/.test(message)) {
    return 'props are frozen: copy what you want to change';
  }
  if (message.includes("can't use")) return 'a page must depend only on its props, which have all dates as text';
  return null;
}

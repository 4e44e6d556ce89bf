// Renders a page: finds the compiled theme's template, hands it props that it cannot change, and explains what goes wrong in it by
// the template's own file and line. Templates are trusted, but they see no clock, no chance and no machine: a page is made of its props.

import type { SourceMapPayload } from 'node:module';
import { SourceMap } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Built, Diagnostic, Span } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { TemplateName, TemplateProps } from '../model/props.ts';
import type { TemplateCode } from './bundle.ts';
import { fileOf } from './bundle-pages.ts';
import { spanAt } from './template-source.ts';

/** `''` and a diagnostic where the template throws or returns nothing. */
export type RenderPage = <N extends TemplateName>(name: N, props: TemplateProps[N]) => Built<string>;

/** Makes a renderer of a theme compiled in this process. Nothing is written, and nothing stays behind when it is dropped. */
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

const refuse = (what: string) => (): never => {
  throw new Error(`a template may not use \`${what}\``);
};
const clock = { get: refuse('Date'), apply: refuse('Date'), construct: refuse('Date') };

/** What a template sees in place of things that would make a page depend on more than its props. */
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

/** Freezes a value of plain data all the way down. What is frozen already was frozen here. */
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

/** The topmost frame of the stack that stands in a file of the theme. */
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
  if (message.includes('may not use')) return 'a page must depend on nothing but its props: dates come in them as text';
  return null;
}

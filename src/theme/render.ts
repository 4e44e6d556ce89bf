// Renders a page or a directive: calls a template of the compiled theme with frozen props, and reports what goes wrong at the position in the
// template's own file. Templates are trusted, but must never see a clock, random numbers or the machine: a page must depend on
// its props alone.

import type { SourceMapPayload } from 'node:module';
import { SourceMap } from 'node:module';
import { compileFunction } from 'node:vm';
import type { Built, Diagnostic, Span } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { DirectiveSchema } from '../model/directives.ts';
import type { TemplateName, TemplateProps } from '../model/props.ts';
import { byCodeUnit } from '../text/order.ts';
import type { TemplateCode } from './bundle.ts';
import { fileOf } from './bundle-pages.ts';
import { templateFailure } from './failures.ts';
import { spanAt } from './template-source.ts';

/** Returns the HTML of a page, or `''` and a diagnostic if the template throws or returns nothing. */
export type RenderPage = <N extends TemplateName>(name: N, props: TemplateProps[N]) => Built<string>;

type PlainProps = { readonly [name: string]: string | number | boolean | null };

/** The components of `templates/directives/`, by the names of their files. */
export interface RenderDirectives {
  /** Sorted. */
  readonly names: readonly string[];
  /** What a component exports as `schema`; null if there is no such component. */
  schemaOf(name: string): DirectiveSchema | null;
  /** The HTML of a directive; `html` are the props that are finished HTML. Reports a component that throws. */
  render(name: string, props: PlainProps, html: { readonly [name: string]: string | null }): Built<string>;
  /** What a component's `plain` returns; null if it exports none. Reports one that throws. */
  plain(name: string, props: PlainProps): Built<string | null>;
}

export interface Renderer {
  readonly page: RenderPage;
  readonly directives: RenderDirectives;
}

interface CompiledModule {
  readonly render: (name: string, props: unknown, html: { readonly [name: string]: string | null }) => string;
  readonly modules: {
    readonly [name: string]: {
      readonly schema?: DirectiveSchema;
      readonly plain?: (props: unknown) => string | null | undefined;
    };
  };
}

/** Loads a compiled theme. Writes nothing, and leaves nothing behind when the renderer is garbage collected. */
export function loadTemplates({ digest, code, map }: TemplateCode): Renderer {
  const script = `octavo-templates-${digest}.js`;
  const module: { exports: Partial<CompiledModule> } = { exports: {} };
  const run = compileFunction(code, ['module', 'exports', ...Object.keys(hiddenGlobals)], { filename: script });
  run(module, module.exports, ...Object.values(hiddenGlobals));
  const { render, modules } = module.exports;
  if (render === undefined || modules === undefined) throw new Error('the compiled theme exports no `render`');

  function attempt<T>(name: string, call: () => T): { readonly value: T | null; readonly diagnostics: Diagnostic[] } {
    try {
      return { value: call(), diagnostics: [] };
    } catch (thrown) {
      return { value: null, diagnostics: [diagnosticFor(thrown, name, script, map)] };
    }
  }

  const moduleOf = (name: string) => {
    const file = `directives/${name}`;
    return Object.hasOwn(modules, file) ? modules[file] : undefined;
  };

  return {
    page(name, props) {
      const { value, diagnostics } = attempt(name, () => render(name, deepFreeze(props), {}));
      if (value === null) return { value: '', diagnostics };
      if (value !== '') return { value: `<!doctype html>${value}`, diagnostics: [] };
      const at = { path: fileOf(name), start: 0, end: 0 };
      return { value: '', diagnostics: [error('template/empty', `the template \`${name}\` returned nothing`, at)] };
    },
    directives: {
      names: Object.keys(modules)
        .map((name) => name.slice('directives/'.length))
        .toSorted(byCodeUnit),
      schemaOf: (name) => (moduleOf(name) === undefined ? null : (moduleOf(name)?.schema ?? {})),
      render(name, props, html) {
        const { value, diagnostics } = attempt(`directives/${name}`, () =>
          render(`directives/${name}`, deepFreeze(props), html),
        );
        return { value: value ?? '', diagnostics };
      },
      plain(name, props) {
        const plain = moduleOf(name)?.plain;
        return plain === undefined
          ? { value: null, diagnostics: [] }
          : attempt(`directives/${name}`, () => plain(deepFreeze(props)) ?? '');
      },
    },
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

function diagnosticFor(thrown: unknown, name: string, script: string, map: string): Diagnostic {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const at = spanOfError(thrown, script, map) ?? { path: fileOf(name), start: 0, end: 0 };
  return templateFailure(name, message.replace(/\.$/, ''), at, hintFor(message));
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

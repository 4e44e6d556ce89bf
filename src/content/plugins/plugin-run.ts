// Runs a site's plugins on one text: each call in a realm with a time limit, and what it returns is checked before any step of ours sees it.
// A plugin that fails ends the work of all plugins on this text, and never that of the build.

import type { Root as Html, Properties } from 'hast';
import type { Root as Markdown } from 'mdast';
import type { Plugin, Processor } from 'unified';
import type { VFile } from 'vfile';
import { error, type Span, warning } from '../../model/diagnostic.ts';
import type { PluginCode } from '../../model/plugin-code.ts';
import type { NodeHandler, PluginContext } from '../../model/plugins.ts';
import { digestOf } from '../../text/digest.ts';
import { folderOf, resolvePath } from '../../text/paths.ts';
import { type RenderContext, spanOf } from '../context/render-context.ts';
import { type Positioned, rangeOf } from '../context/text-range.ts';
import { eachPluginElement, hideProperties, restoreProperties } from './hidden-properties.ts';
import { type NamedPlugin, type Phase, pluginListOf } from './plugin-list.ts';
import { callLimitMs, type Outcome, openRealm } from './plugin-realm.ts';
import { acceptedIn, forbiddenElement, type Removal, removeProperties, removeUnsafe } from './safe-output.ts';
import { brokenPart, ownNodes, type TreeKind } from './tree-check.ts';

export interface PluginRun {
  /** The steps of a phase, in the order of the list. */
  steps(phase: Phase): Plugin[];
  readonly handlers: { readonly [type: string]: NodeHandler };
  /** Puts back what plugins of `remark` gave to HTML elements. */
  restore(tree: Html): void;
  /** Calls the parser, to which plugins may have added syntax, or the conversion to HTML, which calls handlers. Null if that fails. */
  guarded<T>(run: () => T, who: 'syntax' | 'handlers'): T | null;
  /** Files that plugins asked for and that are not in the request: the text must be parsed again with them. */
  readonly wanted: ReadonlySet<string>;
  /** What each plugin returned, for comparison; empty unless pages are parsed twice. */
  readonly trail: readonly TrailEntry[];
}

export interface TrailEntry {
  readonly name: string;
  readonly digest: string;
}

/** How many files the plugins of a page may read. */
const maxReads = 1000;

export function openPluginRun(code: PluginCode, context: RenderContext): PluginRun {
  const realm = openRealm();
  const loaded = realm.evaluate(code.code);
  const list = pluginListOf(loaded.kind === 'value' ? loaded.value : {});
  const wanted = new Set<string>();
  const trail: TrailEntry[] = [];
  const withSyntax: string[] = [];
  const isTrusted = context.config.html === 'trusted';
  let hidden: readonly Properties[] = [];
  let file: VFile | null = null;
  let messages = 0;
  let hasFailed = false;

  const pluginContext: PluginContext = { path: context.path, language: context.config.language, read };

  function read(path: string): string | null {
    const isRelative = /^\.\.?\//.test(path);
    const resolved = resolvePath(isRelative ? folderOf(context.path) : '', path.replace(/^\/+/, ''));
    if (resolved === null || !/^(?:content|public)\/./.test(resolved))
      throw new Error(`\`${path}\` is not in \`content/\` or \`public/\`, so it can't be read`);
    const known = Object.hasOwn(context.includes, resolved) ? context.includes[resolved] : undefined;
    if (known !== undefined) return known;
    if (Object.keys(context.includes).length + wanted.size >= maxReads)
      throw new Error(`the plugins of a page can't read more than ${maxReads} files`);
    wanted.add(resolved);
    return null;
  }

  function report(code: string, message: string, at: Span, hint: string): void {
    context.diagnostics.push(error(code, message, at, { hint }));
  }

  /** The value of a call; undefined after a failure, which is reported. */
  function valueOf(outcome: Outcome, who: string): { readonly value: unknown } | null {
    if (outcome.kind === 'value') return { value: outcome.value };
    hasFailed = true;
    if (outcome.kind === 'thrown') {
      const { reason, at } = thrownBy(outcome.cause, context);
      report('plugins/throws', `${who} fails: ${reason}`, at, hintFor(reason));
    } else if (outcome.kind === 'slow') {
      const hint = 'look for a loop that never ends, or split the page';
      report('plugins/too-slow', `${who} takes more than ${callLimitMs / 1000} s`, start(), hint);
    } else {
      const hint = 'a plugin can wait only for its own work: there are no timers, files or connections';
      report('plugins/never-ends', `${who} waits for something that never happens`, start(), hint);
    }
    return null;
  }

  function start(): Span {
    return context.span(0, 0);
  }

  function stepOf(one: NamedPlugin): Plugin {
    const who = `the plugin \`${one.name}\``;
    const kind = one.phase === 'remark' ? 'markdown' : 'html';
    return function (this: Processor) {
      const before = { parser: this.parser, syntax: syntaxOf(this) };
      const attached = valueOf(
        realm.call(() => one.plugin.apply(this, [...one.options])),
        who,
      );
      if (syntaxOf(this) !== before.syntax) withSyntax.push(`\`${one.name}\``);
      if (this.parser !== before.parser) this.parser = before.parser;
      const transform = attached?.value;
      if (typeof transform !== 'function') return;
      return (tree: unknown, own: VFile) =>
        transformed(one.name, kind, transform as Transform, tree as Html | Markdown, own);
    } as Plugin;
  }

  function transformed(name: string, kind: TreeKind, transform: Transform, tree: Html | Markdown, own: VFile) {
    if (hasFailed) return tree;
    file ??= pluginFile(own, context, pluginContext);
    const shared = file;
    const known = ownNodes(tree);
    const accepted = kind === 'html' && isTrusted ? acceptedIn(tree as Html) : new Map<object, ReadonlySet<string>>();
    const who = `the plugin \`${name}\``;
    const returned = valueOf(callTransform(realm, transform, tree, shared), who);
    reportMessages(shared, name);
    // A page that waits for a file is parsed again.
    if (wanted.size > 0) hasFailed = true;
    const next = (returned?.value ?? tree) as Html | Markdown;
    const broken = brokenPart(next, kind, known);
    if (broken !== null) {
      if (!hasFailed) {
        const hint = 'the tree must be what mdast and hast describe: see the plugin, or a newer version of it';
        report('plugins/broken-tree', `${who} returns a broken tree: ${broken}`, start(), hint);
      }
      hasFailed = true;
      return { type: 'root', children: [] } as Html | Markdown;
    }
    if (kind === 'html') reportRemovals(removeUnsafe(next as Html, accepted), who);
    else reportRemovals(removalsFrom(next as Markdown), who);
    if (code.parsesTwice) trail.push({ name, digest: digestOf(JSON.stringify(next)) });
    return next;
  }

  function removalsFrom(tree: Markdown): Removal[] {
    const removals: Removal[] = [];
    eachPluginElement(tree, ({ tagName, properties }, node) => {
      removals.push(...removeProperties(node, properties));
      const forbidden = tagName === null ? null : forbiddenElement(tagName);
      if (forbidden !== null) removals.push({ ...forbidden, node });
      return forbidden === null;
    });
    return removals;
  }

  /** Reports each kind once: a plugin does the same on every line. */
  function reportRemovals(removals: readonly Removal[], who: string): void {
    const first = new Map<string, Removal>();
    for (const removal of removals) if (!first.has(removal.what)) first.set(removal.what, removal);
    for (const { code, what, node } of first.values()) {
      const count = removals.filter((one) => one.what === what).length;
      const message = `${who} emits ${what}, which is removed${count > 1 ? `; ${count} on this page` : ''}`;
      const at = rangeOf(node as Positioned) ? spanOf(node as Positioned, context) : start();
      report(code, message, at, removalHints[code]);
    }
  }

  function reportMessages(shared: VFile, name: string): void {
    for (const { reason, place, fatal } of shared.messages.slice(messages)) {
      // It was thrown as well.
      if (fatal === true) continue;
      const at = spanAt(place, context) ?? start();
      context.diagnostics.push(warning('plugins/message', `\`${name}\` says: ${withoutPeriod(reason)}`, at));
    }
    messages = shared.messages.length;
  }

  return {
    handlers: list.handlers,
    wanted,
    trail,
    steps(phase) {
      const steps = list.plugins.filter((one) => one.phase === phase).map(stepOf);
      if (phase !== 'remark') return steps;
      const hide: Plugin<[], Markdown> = () => (tree) => {
        hidden = hideProperties(tree);
      };
      return [...steps, hide as Plugin];
    },
    restore: (tree) => restoreProperties(tree, hidden),
    guarded<T>(run: () => T, who: 'syntax' | 'handlers'): T | null {
      const isNeeded = who === 'syntax' ? withSyntax.length > 0 : Object.keys(list.handlers).length > 0;
      if (!isNeeded) return run();
      const name = who === 'syntax' ? `the syntax of ${withSyntax.join(', ')}` : 'a handler in `handlers`';
      const returned = valueOf(realm.call(run), name);
      if (returned === null) return null;
      const broken = brokenPart(returned.value, who === 'syntax' ? 'markdown' : 'unparsed', new Set());
      if (broken === null) {
        // Addresses in links are the author's here.
        const tree = returned.value as Html;
        if (who === 'handlers') reportRemovals(removeUnsafe(tree, acceptedIn(tree, ['plugins/unsafe-address'])), name);
        return returned.value as T;
      }
      const hint = 'the tree must be what mdast and hast describe: see the plugin, or a newer version of it';
      report('plugins/broken-tree', `${name} returns a broken tree: ${broken}`, start(), hint);
      hasFailed = true;
      return null;
    },
  };
}

type Transform = (tree: unknown, file: VFile, next?: (cause?: unknown, tree?: unknown) => void) => unknown;

/** Calls a transformer in any of unified's three styles. */
function callTransform(realm: ReturnType<typeof openRealm>, transform: Transform, tree: unknown, file: VFile): Outcome {
  const answers: { readonly cause: unknown; readonly tree: unknown }[] = [];
  const outcome = realm.call(() =>
    transform.length > 2
      ? void transform(tree, file, (cause, next) => answers.push({ cause, tree: next }))
      : transform(tree, file),
  );
  if (outcome.kind === 'value' && transform.length > 2) {
    const [answer] = answers;
    if (answer === undefined) return { kind: 'pending' };
    const { cause, tree: next } = answer;
    return cause === undefined || cause === null ? { kind: 'value', value: next } : { kind: 'thrown', cause };
  }
  // Plugins may return an error in place of a tree.
  const isError = outcome.kind === 'value' && typeof Reflect.get(Object(outcome.value), 'message') === 'string';
  return isError ? { kind: 'thrown', cause: outcome.value } : outcome;
}

/** How many extensions the parser of a processor has. */
export function syntaxOf(processor: Processor): number {
  const data = processor.data() as { readonly [name: string]: unknown };
  const names = ['micromarkExtensions', 'fromMarkdownExtensions'];
  return names.reduce((sum, name) => sum + (Array.isArray(data[name]) ? data[name].length : 0), 0);
}

/** The file that all plugins of a text share. Our own has what they must not change. */
function pluginFile(own: VFile, context: RenderContext, pluginContext: PluginContext): VFile {
  const Constructor = own.constructor as new (options: object) => VFile;
  // The folder of the process is nobody's business.
  return new Constructor({ path: context.path, value: context.text, cwd: '/', data: { octavo: pluginContext } });
}

function thrownBy(cause: unknown, context: RenderContext): { readonly reason: string; readonly at: Span } {
  const fields = Object(cause) as { reason?: unknown; message?: unknown; place?: unknown };
  const reason = withoutPeriod(String(fields.reason ?? fields.message ?? cause));
  return { reason: reason.split('\n', 1)[0] ?? '', at: spanAt(fields.place, context) ?? context.span(0, 0) };
}

/** The span of a point or a position of unist, null without offsets. */
function spanAt(place: unknown, context: RenderContext): Span | null {
  const fields = Object(place) as { offset?: unknown; start?: { offset?: unknown }; end?: { offset?: unknown } };
  const start = fields.start?.offset ?? fields.offset;
  const end = fields.end?.offset ?? start;
  return typeof start === 'number' && typeof end === 'number' ? context.span(start, end) : null;
}

function withoutPeriod(text: string): string {
  return text.trim().replace(/\.$/, '');
}

function hintFor(reason: string): string {
  if (/can't use|is not defined/.test(reason))
    return 'a page may depend on its text and on files read with `contextOf(file).read` alone';
  return "look at the plugin's code and options in `plugins.ts`";
}

const removalHints: { readonly [code in Removal['code']]: string } = {
  'plugins/inline-script':
    'the Content-Security-Policy forbids inline scripts: put the script into `templates/client/`',
  'plugins/inline-style':
    'the Content-Security-Policy forbids inline styles: let the plugin write a class, and style it in `templates/styles/custom.css`',
  'plugins/unsafe-address': 'only addresses that cannot run code are allowed',
  'plugins/unsafe-element': 'pages load nothing from other sites unless the site allows it: link to it instead',
};

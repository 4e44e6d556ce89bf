// A site's `plugins.ts` → one script with everything that it imports. Refuses what would make a page depend on more than its text: modules of
// Node that reach the clock, the network, files or the environment, and native code. Must not run what it bundles.

import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Message, Plugin } from 'esbuild';
import { isPureModule } from '../../content/plugins/plugin-realm.ts';
import { type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import { type BundleInput, digestOfInput, pluginsFile } from './plugin-inputs.ts';

export interface PluginBundle {
  /** Null if there are errors. */
  readonly code: string | null;
  readonly inputs: readonly BundleInput[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What `octavo/plugins` exports, as in `model/plugins.ts`. */
const ownModule = `export const definePlugins = (plugins) => plugins;
export const contextOf = (file) => {
  if (file.data.octavo === undefined) throw new Error('this file does not come from Octavo');
  return file.data.octavo;
};`;

export async function bundlePlugins(root: string): Promise<PluginBundle> {
  const { build } = await import('esbuild');
  const files = new Set([join(root, pluginsFile)]);
  const importers = new Map<string, Importer>();
  const compiled = await build({
    absWorkingDir: root,
    entryPoints: [`./${pluginsFile}`],
    plugins: [watched(root, files, importers)],
    bundle: true,
    write: false,
    outfile: 'plugins.js',
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    target: 'node20',
    define: { 'process.env.NODE_ENV': '"production"' },
    // The names of plugins are how reports call them.
    keepNames: true,
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'utf8',
    tsconfigRaw: '{}',
    logLevel: 'silent',
  }).catch((thrown: unknown) => ({ errors: messagesOf(thrown), outputFiles: [] }));
  const diagnostics = compiled.errors.map((message) => diagnosticOf(message, root, importers));
  const code = diagnostics.length > 0 ? null : (compiled.outputFiles[0]?.text ?? '');
  return { code, inputs: inputsOf(files), diagnostics };
}

interface Importer {
  readonly path: string;
  /** As it is written in the importing file. */
  readonly specifier: string;
}

/** Resolves everything as esbuild does, notes every file, and refuses what plugins can't use. */
function watched(root: string, files: Set<string>, importers: Map<string, Importer>): Plugin {
  return {
    name: 'octavo-plugins',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, importer, namespace, kind, resolveDir, pluginData }) => {
        if (pluginData === 'resolving' || kind === 'entry-point') return undefined;
        if (path === 'octavo/plugins') return { path, namespace: 'octavo' };
        const from = { path: importer, specifier: path };
        if (isBuiltin(path)) {
          if (isPureModule(path)) return { path, external: true };
          // Packages name a browser's replacement for some modules of Node, such as \`buffer/\`.
          const text = refusal(path, "a module of Node that plugins can't use", from, root, importers);
          return { errors: [{ text, detail: { refused: true, from } }] };
        }
        const found = await build.resolve(path, { importer, namespace, kind, resolveDir, pluginData: 'resolving' });
        if (found.errors.length > 0) {
          return { errors: found.errors.map(({ text }) => ({ text, detail: { from } })) };
        }
        if (found.external || found.namespace !== 'file') return found;
        if (found.path.endsWith('.node')) {
          const text = refusal(basename(found.path), "native code, which plugins can't use", from, root, importers);
          return { errors: [{ text, detail: { refused: true, from } }] };
        }
        files.add(found.path);
        if (!importers.has(found.path)) importers.set(found.path, from);
        return found;
      });
      build.onLoad({ filter: /./, namespace: 'octavo' }, () => ({ contents: ownModule, loader: 'js' }));
    },
  };
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1);
}

function refusal(
  name: string,
  what: string,
  from: Importer,
  root: string,
  importers: ReadonlyMap<string, Importer>,
): string {
  const chain = chainTo(from, root, importers).map(({ path }) => `\`${shortPath(path, root)}\``);
  return `${chain.join(' → ')} imports \`${name}\`, ${what}`;
}

/** The files from `plugins.ts` to an importer, each importing the next. */
function chainTo(from: Importer, root: string, importers: ReadonlyMap<string, Importer>): Importer[] {
  const chain = [from];
  const seen = new Set([from.path]);
  for (
    let next = importers.get(from.path);
    next !== undefined && !seen.has(next.path);
    next = importers.get(next.path)
  ) {
    seen.add(next.path);
    chain.unshift(next);
  }
  return chain[0]?.path === '' ? [{ path: join(root, pluginsFile), specifier: from.specifier }] : chain;
}

/** A path from the site's root, or from the last `node_modules`. */
function shortPath(path: string, root: string): string {
  const posix = path.split(sep).join('/');
  const modules = posix.lastIndexOf('/node_modules/');
  return modules < 0 ? relative(root, path).split(sep).join('/') : posix.slice(modules + 1);
}

/** All files of a bundle with the folders that decide which files are found. */
function inputsOf(files: ReadonlySet<string>): BundleInput[] {
  const folders = new Set<string>();
  const paths = new Set(files);
  for (const file of files) {
    folders.add(dirname(file));
    const [, home, modules] = /^((.*[/\\]node_modules)[/\\](?:@[^/\\]+[/\\])?[^/\\]+)/.exec(file) ?? [];
    if (home === undefined || modules === undefined) continue;
    paths.add(join(home, 'package.json'));
    for (const folder of [home, dirname(home), modules]) folders.add(folder);
  }
  const candidates = [
    ...[...paths].map((path) => ({ kind: 'file' as const, path })),
    ...[...folders].map((path) => ({ kind: 'folder' as const, path })),
  ];
  return candidates.flatMap((input) => {
    const digest = digestOfInput(input);
    return digest === null ? [] : [{ ...input, digest }];
  });
}

function diagnosticOf(message: Message, root: string, importers: ReadonlyMap<string, Importer>): Diagnostic {
  const detail = Object(message.detail as unknown) as { readonly refused?: boolean; readonly from?: Importer };
  if (detail.refused === true && detail.from !== undefined) {
    const [first] = chainTo(detail.from, root, importers);
    const hint =
      'plugins get everything from the page and from files read with `contextOf(file).read`; look for a version of the package for browsers';
    return error('plugins/import', message.text, spanOfImport(root, first?.specifier ?? ''), { hint });
  }
  if (detail.from !== undefined) {
    const [first] = chainTo(detail.from, root, importers);
    const { specifier } = detail.from;
    const isFile = /^[./]/.test(specifier);
    const message = isFile ? `can't find \`${specifier}\`` : `can't find the package \`${packageOf(specifier)}\``;
    const hint = isFile ? null : `install it with \`npm install ${packageOf(specifier)}\``;
    return error('plugins/not-found', message, spanOfImport(root, first?.specifier ?? ''), { hint });
  }
  const text = message.text.replace(/\.$/, '').replace(/"([^"]*)"/g, '`$1`');
  return error('plugins/syntax', text, spanOfMessage(message, root));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Where `plugins.ts` imports something. */
function spanOfImport(root: string, specifier: string): Span {
  const text = readFileSync(join(root, pluginsFile), 'utf8');
  const start = [`'${specifier}'`, `"${specifier}"`].map((word) => text.indexOf(word)).find((at) => at >= 0);
  if (start === undefined) return { path: pluginsFile, start: 0, end: 0 };
  return { path: pluginsFile, start, end: start + specifier.length + 2 };
}

/** The position of a mistake in a file of the site; in a package, the start of `plugins.ts`. */
function spanOfMessage({ location }: Message, root: string): Span {
  const path = location && relative(root, resolve(root, location.file)).split(sep).join('/');
  if (location === null || path === null || path.startsWith('../') || path.includes('node_modules/'))
    return { path: pluginsFile, start: 0, end: 0 };
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  const before = lines.slice(0, location.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const bytes = new TextEncoder().encode(location.lineText);
  const column = new TextDecoder().decode(bytes.subarray(0, location.column)).length;
  const length = new TextDecoder().decode(bytes.subarray(location.column, location.column + location.length)).length;
  return { path, start: before + column, end: before + column + length };
}

/** The messages in an error thrown by esbuild's `build`. Throws any other error again. */
function messagesOf(thrown: unknown): readonly Message[] {
  if (thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors)) return thrown.errors as Message[];
  throw thrown;
}

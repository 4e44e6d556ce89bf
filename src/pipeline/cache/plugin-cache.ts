// A site's plugins, bundled and checked; from the tool's cache if nothing that they were made from has changed since. The cache of a site must
// never provide them, because they are code.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PluginProblem } from '../../content/plugins/plugin-list.ts';
import { type Built, type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import type { PluginCode } from '../../model/plugin-code.ts';
import { realDisk } from '../../system/disk.ts';
import { digestOf } from '../../text/digest.ts';
import { type BundleInput, digestOfInput, pluginsFile } from '../inputs/plugin-inputs.ts';
import type { ToolCache } from './tool-cache.ts';

/** The value is null for a site without `plugins.ts`, and if there are errors. */
export interface SitePlugins extends Built<PluginCode | null> {
  /** Names of the plugins that add syntax to the parser. */
  readonly withSyntax: readonly string[];
  /** Everything that the bundle was made from. */
  readonly inputs: readonly BundleInput[];
}

/** With `isLocal` packages count as unchanged, and those that were missing as missing. */
export type LoadPlugins = (isLocal: boolean) => Promise<SitePlugins>;

export interface PluginOptions {
  /** Absolute. */
  readonly root: string;
  readonly parsesTwice: boolean;
  /** Null: nothing is cached. */
  readonly cache: ToolCache | null;
}

const none: SitePlugins = { value: null, diagnostics: [], withSyntax: [], inputs: [] };

export function openPlugins({ root, parsesTwice, cache }: PluginOptions): LoadPlugins {
  let last = none;

  return async (isLocal) => {
    const file = join(root, pluginsFile);
    if (realDisk.lstat(file) === null) {
      last = none;
      return none;
    }
    // A package that was not there is no input of the bundle.
    const isKnown = isLocal || last.diagnostics.length === 0;
    const isUnchanged = isKnown && last.inputs.length > 0 && areUnchanged(last.inputs, isLocal);
    if (!isUnchanged) last = await load(file);
    return last;
  };

  async function load(file: string): Promise<SitePlugins> {
    const key = JSON.stringify([root, digestOfInput({ kind: 'file', path: file })]);
    const found = cachedPlugins(cache?.read(key) ?? null);
    if (found !== null && areUnchanged(found.inputs, false)) return siteFrom(found, []);
    const { bundlePlugins } = await import('../inputs/bundle-plugins.ts');
    const { code, inputs, diagnostics } = await bundlePlugins(root);
    if (code === null) return { ...none, diagnostics, inputs };
    const { checkPlugins } = await import('../../content/plugins/check-plugins.ts');
    const { problems, withSyntax } = checkPlugins(code);
    const bundled: CachedPlugins = { code, inputs, withSyntax };
    if (problems.length > 0) return { ...none, diagnostics: reports(problems, file), inputs };
    cache?.write(key, JSON.stringify(bundled));
    return siteFrom(bundled, []);
  }

  function siteFrom({ code, inputs, withSyntax }: CachedPlugins, diagnostics: readonly Diagnostic[]): SitePlugins {
    return { value: { digest: digestOf(code), code, parsesTwice }, diagnostics, withSyntax, inputs };
  }
}

interface CachedPlugins {
  readonly code: string;
  readonly inputs: readonly BundleInput[];
  readonly withSyntax: readonly string[];
}

function cachedPlugins(text: string | null): CachedPlugins | null {
  return text === null ? null : (JSON.parse(text) as CachedPlugins);
}

/** Whether everything is as it was when the bundle was made. */
function areUnchanged(inputs: readonly BundleInput[], isLocal: boolean): boolean {
  const examined = isLocal ? inputs.filter(isOfSite) : inputs;
  return examined.every((input) => digestOfInput(input) === input.digest);
}

/** The files of a bundle that are the site's own, and not those of packages. */
export function ownFiles({ inputs }: SitePlugins): string[] {
  return inputs.filter((input) => input.kind === 'file' && isOfSite(input)).map(({ path }) => path);
}

function isOfSite({ path }: BundleInput): boolean {
  return !/[/\\]node_modules(?:[/\\]|$)/.test(path);
}

function reports(problems: readonly PluginProblem[], file: string): Diagnostic[] {
  const text = readFileSync(file, 'utf8');
  return problems.map(({ code, name, message, hint }) => error(code, message, spanOfName(text, name), { hint }));
}

/** Where `plugins.ts` last names something, which is where it is used. */
export function spanOfName(text: string, name: string | null): Span {
  const start = name === null ? -1 : text.lastIndexOf(name);
  return { path: pluginsFile, start: Math.max(0, start), end: start < 0 || name === null ? 0 : start + name.length };
}

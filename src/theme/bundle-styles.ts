// Compiles the style sheets: inlines imports, minifies, and turns every font or image that a sheet uses into an asset named
// by its content. It must never let an address of another host through.

import type { Warning } from 'lightningcss';
import type { Built, Diagnostic, Span } from '../model/diagnostic.ts';
import { error, warning } from '../model/diagnostic.ts';
import { nameAsset } from './asset-name.ts';
import type { TemplateAsset, TemplateFiles } from './bundle.ts';
import { pathFrom, spanAt, textOf } from './template-source.ts';

export interface Styles {
  readonly sheets: { readonly [role: string]: TemplateAsset };
  /** Fonts and images that the sheets use, each once, in order of first use. */
  readonly fonts: readonly TemplateAsset[];
}

/** Compiles `templates/styles/<role>.css` for each role that has one. */
export async function bundleStyles(files: TemplateFiles, roles: readonly string[]): Promise<Built<Styles>> {
  const entries = roles
    .map((role) => ({ role, path: `templates/styles/${role}.css` }))
    .filter(({ path }) => Object.hasOwn(files, path));
  if (entries.length === 0) return { value: { sheets: {}, fonts: [] }, diagnostics: [] };

  const { bundleAsync } = await import('lightningcss');
  const sheets: { [role: string]: TemplateAsset } = {};
  const fonts = new Map<string, TemplateAsset>();
  const diagnostics: Diagnostic[] = [];
  for (const { role, path } of entries) {
    try {
      const { code, dependencies, warnings } = await bundleAsync({
        filename: path,
        minify: true,
        analyzeDependencies: true,
        targets: { chrome: 123 << 16, firefox: 125 << 16, safari: (17 << 16) | (5 << 8) },
        resolver: {
          resolve: (reference, importer) => importedSheet(files, reference, importer),
          read: (name) => textOf(files, name) ?? '',
        },
      });
      diagnostics.push(...warnings.map((note) => warningOf(files, path, note)));
      let css = Buffer.from(code).toString('utf8');
      for (const dependency of dependencies ?? []) {
        if (dependency.type !== 'url') continue;
        const { filePath, start } = dependency.loc;
        const asset = assetFor(files, filePath, dependency.url, spanOfUrl(files, filePath, start, dependency.url));
        diagnostics.push(...asset.diagnostics);
        if (asset.value !== null) fonts.set(asset.value.url, asset.value);
        css = css.replaceAll(dependency.placeholder, asset.value?.url.replace('/assets/', '') ?? dependency.url);
      }
      sheets[role] = nameAsset(`${role}.css`, css).asset;
    } catch (thrown) {
      diagnostics.push(diagnosticOf(files, thrown));
    }
  }
  return { value: { sheets, fonts: [...fonts.values()] }, diagnostics };
}

/** The path of an imported sheet. lightningcss turns an error thrown here into one at the position of the import. */
function importedSheet(files: TemplateFiles, reference: string, importer: string): string {
  const path = pathFrom(importer, reference);
  if (path === null)
    throw new Error(`styles can't import \`${reference}\`: only files in \`templates/\`, by relative paths`);
  if (!Object.hasOwn(files, path)) throw new Error(`there is no file \`${path}\``);
  return path;
}

/** The asset for a `url(…)`; null for a reference that stays as written (`#mask`, and `data:`, which browsers will not load). */
function assetFor(files: TemplateFiles, sheet: string, reference: string, at: Span): Built<TemplateAsset | null> {
  if (reference.startsWith('#')) return { value: null, diagnostics: [] };
  if (/^data:/i.test(reference)) {
    const message = "the page's policy blocks `data:` in styles";
    const hint = 'save the data as a file in `templates/`, and write its relative path';
    return { value: null, diagnostics: [warning('policy/blocked', message, at, { hint })] };
  }
  const path = pathFrom(sheet, reference);
  const content = path === null || !Object.hasOwn(files, path) ? undefined : files[path];
  if (path === null) {
    const problem = error('template/import', `styles can't load \`${reference}\``, at, {
      hint: 'put the file in `templates/` and use a relative path: pages load nothing from other hosts',
    });
    return { value: null, diagnostics: [problem] };
  }
  if (content === undefined) {
    return { value: null, diagnostics: [error('template/missing-file', `there is no file \`${path}\``, at)] };
  }
  return { value: nameAsset(path.slice(path.lastIndexOf('/') + 1), content).asset, diagnostics: [] };
}

/** The span of the address, including its quotes if it has any. */
function spanOfUrl(files: TemplateFiles, path: string, start: { line: number; column: number }, url: string): Span {
  const span = spanAt(files, path, start.line, start.column - 1, url.length);
  const quoted = /^["']/.test((textOf(files, path) ?? '').slice(span.start));
  return quoted ? { ...span, end: span.end + 2 } : span;
}

function diagnosticOf(files: TemplateFiles, thrown: unknown): Diagnostic {
  const location = locationOf(thrown);
  if (!(thrown instanceof Error) || location === null) throw thrown;
  const isImport = 'data' in thrown && thrown.data === 'ResolverError';
  const { path, line, column } = location;
  const rest = (textOf(files, path) ?? '').split(/\r\n|[\n\r\f]/)[line - 1]?.slice(column - 1) ?? '';
  const at = spanAt(files, path, line, column - 1, isImport ? rest.replace(/;.*$/, '').length : 1);
  if (isImport) {
    return error(
      thrown.message.startsWith('there is') ? 'template/missing-file' : 'template/import',
      thrown.message,
      at,
    );
  }
  return error('template/style', thrown.message.replace(/\.$/, ''), at);
}

function warningOf(files: TemplateFiles, entry: string, note: Warning): Diagnostic {
  const { filename, line, column } = note.loc;
  return warning(
    'template/style',
    note.message.replace(/\.$/, ''),
    spanAt(files, filename || entry, line, column - 1, 1),
  );
}

function locationOf(thrown: unknown): { path: string; line: number; column: number } | null {
  if (typeof thrown !== 'object' || thrown === null || !('loc' in thrown) || !('fileName' in thrown)) return null;
  const { loc, fileName } = thrown as { loc: { line: number; column: number } | null; fileName: string };
  return loc === null ? null : { path: fileName, line: loc.line, column: loc.column };
}

// Compiles the templates, together with preact, into one self-contained module: it can be stored anywhere, and its digest
// covers the version of preact too. It must never run what it compiles.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Message } from 'esbuild';
import type { Built, Diagnostic } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { TemplateFiles } from './bundle.ts';
import { diagnosticOf, messagesOf, themeFiles } from './template-source.ts';

/**
 * Returns code and source map of a CommonJS module that exports what `render.ts` calls, both empty if there are errors.
 * Reports missing templates and whatever esbuild reports.
 */
export async function bundlePages(
  files: TemplateFiles,
  names: readonly string[],
): Promise<Built<{ readonly code: string; readonly map: string }>> {
  const missing = names.filter((name) => !Object.hasOwn(files, fileOf(name)));
  const diagnostics = missing.map((name) =>
    error('template/missing', `the theme has no \`${fileOf(name)}\``, null, {
      hint: 'a theme needs every template: copy the file from the default theme',
    }),
  );
  const present = [...names.filter((name) => !missing.includes(name)), ...directivesIn(files)];
  // esbuild takes an empty module for CommonJS and reports no missing export.
  const withoutExport = present.filter((name) => {
    const text = files[fileOf(name)];
    return typeof text === 'string' && !/\bdefault\b/.test(text);
  });
  diagnostics.push(...withoutExport.map(reportMissingDefault));
  if (withoutExport.length > 0) return { value: { code: '', map: '' }, diagnostics };
  const { build } = await import('esbuild');
  const compiled = await build({
    entryPoints: ['entry'],
    plugins: [themeFiles(files, entryOf(present), ['preact', 'preact-render-to-string'], toolDir)],
    bundle: true,
    write: false,
    outfile: 'templates.js',
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'node20',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'external',
    legalComments: 'none',
    // Without strict mode, changing frozen props would fail silently.
    banner: { js: '"use strict";' },
    tsconfigRaw: '{}',
    logLevel: 'silent',
  }).catch((thrown: unknown) => ({ errors: messagesOf(thrown), warnings: [], outputFiles: [] }));

  diagnostics.push(
    ...compiled.errors.map((message) => missingDefaultIn(message, present) ?? diagnosticOf(files, message, 'error')),
    ...compiled.warnings.map((message) => diagnosticOf(files, message, 'warning')),
  );
  const textFor = (end: string) => compiled.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { value: { code: textFor('templates.js'), map: withThemeSources(textFor('.map')) }, diagnostics };
}

/** The folder from which the theme's packages are resolved. */
export const toolDir: string = dirname(fileURLToPath(import.meta.url));

/** The file of a template, by its name. */
export function fileOf(name: string): string {
  return `templates/${name}.tsx`;
}

/** Every file of `directives/` is a directive, named as its file; files in other folders are what these import. */
function directivesIn(files: TemplateFiles): string[] {
  return Object.keys(files).flatMap((path) => /^templates\/(directives\/[^/]+)\.tsx$/.exec(path)?.[1] ?? []);
}

function entryOf(names: readonly string[]): string {
  const namespaces = names.map((name, index) => (name.startsWith('directives/') ? `, * as module${index}` : ''));
  const imports = names.map((name, index) => `import component${index}${namespaces[index]} from '${fileOf(name)}';`);
  const components = names.map((name, index) => `'${name}': component${index}`);
  const modules = names.flatMap((name, index) => (namespaces[index] ? [`'${name}': module${index}`] : []));
  return [
    `import { h } from 'preact';`,
    `import { renderToString } from 'preact-render-to-string';`,
    ...imports,
    `import { jsxTemplate } from 'preact/jsx-runtime';`,
    `const components = { ${components.join(', ')} };`,
    `export const modules = { ${modules.join(', ')} };`,
    // Finished HTML becomes nodes that are printed as they are.
    `const node = (html) => html === null ? null : jsxTemplate([html]);`,
    `const nodes = (html) => Object.fromEntries(Object.entries(html).map(([name, text]) => [name, node(text)]));`,
    `export const render = (name, props, html) => renderToString(h(components[name], { ...props, ...nodes(html) }));`,
  ].join('\n');
}

/** A template without a default export is the only mistake in a theme that esbuild reports in the generated entry. */
function missingDefaultIn(message: Message, names: readonly string[]): Diagnostic | null {
  if (message.location?.file !== 'entry:entry') return null;
  const name = names[message.location.line - 3];
  if (name === undefined) return null;
  return reportMissingDefault(name);
}

function reportMissingDefault(name: string): Diagnostic {
  const [what, component] = name.startsWith('directives/') ? ['directive', 'Directive'] : ['page', 'Page'];
  return error(
    'template/no-default-export',
    `\`${fileOf(name)}\` has no default export`,
    {
      path: fileOf(name),
      start: 0,
      end: 0,
    },
    { hint: `export the component that renders the ${what}: \`export default function ${component}(props: …) { … }\`` },
  );
}

/** Renames sources to the paths that diagnostics use, and drops the texts of files that are not the theme's. */
function withThemeSources(map: string): string {
  if (map === '') return '';
  const parsed = JSON.parse(map) as { sources: string[]; sourcesContent: string[] };
  const isTheme = (source: string | undefined) => source !== undefined && source.startsWith('theme:');
  return JSON.stringify({
    ...parsed,
    sources: parsed.sources.map((source) => source.replace(/^theme:/, '')),
    sourcesContent: parsed.sourcesContent.map((text, index) => (isTheme(parsed.sources[index]) ? text : null)),
  });
}

// Compiles the templates and preact into one module that needs nothing from outside, so that it can be kept anywhere and the
// renderer's version is part of its digest. It must never run what it compiles.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Message } from 'esbuild';
import type { Built, Diagnostic } from '../model/diagnostic.ts';
import { error } from '../model/diagnostic.ts';
import type { TemplateFiles } from './bundle.ts';
import { diagnosticOf, messagesOf, themeFiles } from './template-source.ts';

/** Code and source map of one CommonJS module that exports `render(name, props)`; empty where there are errors. */
export async function bundlePages(
  files: TemplateFiles,
  names: readonly string[],
): Promise<Built<{ readonly code: string; readonly map: string }>> {
  const missing = names.filter((name) => !Object.hasOwn(files, fileOf(name)));
  const diagnostics = missing.map((name) =>
    error('template/missing', `the theme has no \`${fileOf(name)}\``, null, {
      hint: 'a theme is whole: copy the file from the theme that comes with Octavo',
    }),
  );
  const there = names.filter((name) => !missing.includes(name));
  // An empty module would be taken for one that exports something.
  const empty = there.filter((name) => {
    const text = files[fileOf(name)];
    return typeof text === 'string' && !/\bdefault\b/.test(text);
  });
  diagnostics.push(...empty.map(withoutDefault));
  if (empty.length > 0) return { value: { code: '', map: '' }, diagnostics };
  const { build } = await import('esbuild');
  const compiled = await build({
    entryPoints: ['entry'],
    plugins: [themeFiles(files, entryOf(there), ['preact', 'preact-render-to-string'], toolDir)],
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
    // In sloppy code a change of frozen props would be ignored without a word.
    banner: { js: '"use strict";' },
    tsconfigRaw: '{}',
    logLevel: 'silent',
  }).catch((thrown: unknown) => ({ errors: messagesOf(thrown), warnings: [], outputFiles: [] }));

  diagnostics.push(
    ...compiled.errors.map((message) => withoutEntry(message, there) ?? diagnosticOf(files, message, 'error')),
    ...compiled.warnings.map((message) => diagnosticOf(files, message, 'warning')),
  );
  const textFor = (end: string) => compiled.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { value: { code: textFor('templates.js'), map: withPlainSources(textFor('.map')) }, diagnostics };
}

export const toolDir: string = dirname(fileURLToPath(import.meta.url));

export function fileOf(name: string): string {
  return `templates/${name}.tsx`;
}

function entryOf(names: readonly string[]): string {
  return [
    `import { h } from 'preact';`,
    `import { renderToString } from 'preact-render-to-string';`,
    ...names.map((name, index) => `import template${index} from '${fileOf(name)}';`),
    `const templates = { ${names.map((name, index) => `'${name}': template${index}`).join(', ')} };`,
    `export const render = (name, props) => renderToString(h(templates[name], props));`,
  ].join('\n');
}

/** The only mistake of a theme that shows in our own entry: a template without a default export. */
function withoutEntry(message: Message, names: readonly string[]): Diagnostic | null {
  if (message.location?.file !== 'entry:entry') return null;
  const name = names[message.location.line - 3];
  if (name === undefined) return null;
  return withoutDefault(name);
}

function withoutDefault(name: string): Diagnostic {
  return error(
    'template/no-default-export',
    `\`${fileOf(name)}\` has no default export`,
    {
      path: fileOf(name),
      start: 0,
      end: 0,
    },
    { hint: 'export the component that renders the page: `export default function Page(props: …) { … }`' },
  );
}

/** Sources under the names that diagnostics use, with the texts of the theme's own files only. */
function withPlainSources(map: string): string {
  if (map === '') return '';
  const parsed = JSON.parse(map) as { sources: string[]; sourcesContent: string[] };
  const isTheme = (source: string | undefined) => source !== undefined && source.startsWith('theme:');
  return JSON.stringify({
    ...parsed,
    sources: parsed.sources.map((source) => source.replace(/^theme:/, '')),
    sourcesContent: parsed.sourcesContent.map((text, index) => (isTheme(parsed.sources[index]) ? text : null)),
  });
}

// The theme's files: resolves imports between them, and turns esbuild's messages into diagnostics with exact spans. It must
// never know what a file is for.

import type { Message, Plugin } from 'esbuild';
import type { Diagnostic, Span } from '../model/diagnostic.ts';
import { error, warning } from '../model/diagnostic.ts';
import type { TemplateFiles } from './bundle.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file of the theme; null if there is no such file. */
export function textOf(files: TemplateFiles, path: string): string | null {
  const content = Object.hasOwn(files, path) ? files[path] : undefined;
  if (content === undefined) return null;
  return typeof content === 'string' ? content : decoder.decode(content);
}

/**
 * Resolves `reference` (`./x.ts`, `../fonts/x.woff2`) in the file `importer`. Null if it is not relative or leaves
 * `templates/`.
 */
export function pathFrom(importer: string, reference: string): string | null {
  if (!/^\.\.?\//.test(reference)) return null;
  const parts = importer.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts[0] === 'templates' && parts.length > 1 ? parts.join('/') : null;
}

/** The span of `length` UTF-16 units at a line (from 1) and column (from 0, in UTF-16 units), cut off at the end of the file. */
export function spanAt(files: TemplateFiles, path: string, line: number, column: number, length: number): Span {
  const text = textOf(files, path) ?? '';
  const breaks = /\r\n|[\n\r\f\u2028\u2029]/g;
  let start = 0;
  for (let at = 1; at < line; at++) {
    if (breaks.exec(text) === null) break;
    start = breaks.lastIndex;
  }
  start = Math.min(start + column, text.length);
  return { path, start, end: Math.min(start + length, text.length) };
}

/**
 * An esbuild plugin that resolves the theme's own files and `packages`, and reports any other import as an error. `entry` is the
 * text of the entry module. The output contains no path of this machine.
 */
export function themeFiles(files: TemplateFiles, entry: string, packages: readonly string[], toolDir: string): Plugin {
  return {
    name: 'theme-files',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, importer, namespace, kind, pluginData }) => {
        if (pluginData === 'package') return undefined;
        if (kind === 'entry-point') return { path: 'entry', namespace: 'entry' };
        if (packages.some((name) => path === name || path.startsWith(`${name}/`))) {
          const found = await build.resolve(path, { kind, resolveDir: toolDir, pluginData: 'package' });
          if (found.errors.length > 0) return { errors: found.errors };
          return { path, namespace: 'package', pluginData: found.path };
        }
        const wanted = namespace === 'entry' ? path : pathFrom(importer, path);
        if (wanted === null) {
          return { errors: [{ text: `templates can't import \`${path}\``, detail: 'refused' }] };
        }
        const found = [wanted, `${wanted}.ts`, `${wanted}.tsx`].find((name) => Object.hasOwn(files, name));
        if (found === undefined) return { errors: [{ text: `there is no file \`${wanted}\``, detail: 'missing' }] };
        return { path: found, namespace: 'theme' };
      });
      build.onLoad({ filter: /./, namespace: 'entry' }, () => ({ contents: entry, loader: 'js' }));
      build.onLoad({ filter: /./, namespace: 'theme' }, ({ path }) => ({
        contents: textOf(files, path) ?? '',
        loader: path.endsWith('.tsx') ? 'tsx' : 'ts',
      }));
      build.onLoad({ filter: /./, namespace: 'package' }, async ({ pluginData }) => {
        const { readFile } = await import('node:fs/promises');
        return { contents: await readFile(String(pluginData)), loader: 'js' };
      });
    },
  };
}

/** Converts a message of esbuild. Its columns count UTF-8 bytes; spans count UTF-16 units. */
export function diagnosticOf(files: TemplateFiles, message: Message, severity: 'error' | 'warning'): Diagnostic {
  const make = severity === 'error' ? error : warning;
  const text = message.text.replace(/\.$/, '');
  const at = message.location === null ? null : spanOf(files, message.location);
  if (message.detail === 'refused') {
    return make('template/import', text, at, {
      hint: 'templates can import types from anywhere, but code only from preact and, by relative paths, from `templates/`',
    });
  }
  if (message.detail === 'missing') return make('template/missing-file', text, at);
  return make('template/syntax', backticks(text), at);
}

/** The messages in an error thrown by esbuild's `build`. Throws any other error again. */
export function messagesOf(thrown: unknown): readonly Message[] {
  if (thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors)) return thrown.errors as Message[];
  throw thrown;
}

function spanOf(files: TemplateFiles, location: NonNullable<Message['location']>): Span | null {
  const path = location.file.replace(/^theme:/, '');
  if (!Object.hasOwn(files, path)) return null;
  const bytes = new TextEncoder().encode(location.lineText);
  const column = decoder.decode(bytes.subarray(0, location.column)).length;
  const length = decoder.decode(bytes.subarray(location.column, location.column + location.length)).length;
  return spanAt(files, path, location.line, column, length);
}

function backticks(text: string): string {
  return text.replace(/"([^"]*)"/g, '`$1`');
}

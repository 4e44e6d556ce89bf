// The default theme, read from disk.

import { readdirSync, readFileSync, statSync } from 'node:fs';

import type { TemplateFiles } from '../../src/theme/bundle.ts';

const folder = new URL('../../templates/', import.meta.url);

export function themeFiles(): TemplateFiles {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const files = names.filter((name) => statSync(new URL(name, folder)).isFile());
  return Object.fromEntries(files.map((name) => [`templates/${name}`, readFileSync(new URL(name, folder))]));
}

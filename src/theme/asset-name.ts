// Names the theme's assets by their content, so that browsers may cache them forever. A name must never depend on anything
// but the file's own name and content.

import { digestOf } from '../text/digest.ts';
import type { TemplateAsset } from './bundle.ts';

/** An asset with its file name (without folder). */
export interface NamedAsset {
  readonly file: string;
  readonly asset: TemplateAsset;
}

/** Adds a digest of the content to a file's name: `main.css` becomes `/assets/main-0123456789.css`. */
export function nameAsset(name: string, content: string | Uint8Array): NamedAsset {
  const dot = name.lastIndexOf('.');
  const file = `${name.slice(0, dot)}-${digestOf(content).slice(0, 10)}${name.slice(dot)}`;
  const url = `/assets/${file}`;
  if (typeof content === 'string') return { file, asset: { url, encoding: 'text', data: content } };
  return { file, asset: { url, encoding: 'base64', data: Buffer.from(content).toString('base64') } };
}

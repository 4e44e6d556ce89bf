// Names the theme's assets by their content, so that hosts may let browsers keep them for ever.
// A name must depend on the content alone.

import { digestOf } from '../text/digest.ts';
import type { TemplateAsset } from './bundle.ts';

/** A file named by its content and ready to be written. `file` is its name without folder. */
export interface NamedAsset {
  readonly file: string;
  readonly asset: TemplateAsset;
}

/** Names a file by what is in it: `main.css` becomes `/assets/main-0123456789.css`. */
export function nameAsset(name: string, content: string | Uint8Array): NamedAsset {
  const dot = name.lastIndexOf('.');
  const file = `${name.slice(0, dot)}-${digestOf(content).slice(0, 10)}${name.slice(dot)}`;
  const url = `/assets/${file}`;
  if (typeof content === 'string') return { file, asset: { url, encoding: 'text', data: content } };
  return { file, asset: { url, encoding: 'base64', data: Buffer.from(content).toString('base64') } };
}

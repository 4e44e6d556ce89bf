// Files beside pages → files of the site: where each is published and what is published of it.

import { imageSize } from 'image-size';
import type { Digest } from '../../engine/graph/rule.ts';
import type { Catalog } from '../../model/site.ts';

/** Folder of a post's lab and a file in it, from the path of that file. */
const inLab = /^(content\/posts\/(?:[^/]+\/)*?[^/]+)\/lab\/(.+)$/s;

/**
 * Address of a published file. Files of `public/` keep their names; a lab's stand below its post; all others get a name with
 * a digest of their content, so that they may be cached for ever. With `isText` the name says that the file is text.
 */
export function assetUrl(path: string, digest: Digest, catalog: Catalog, isText: boolean): string {
  if (path.startsWith('public/')) return path.slice('public'.length);
  const type = isText ? '.txt' : '';
  const lab = labFileUrl(path, catalog);
  if (lab !== null) return `${lab}${type}`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot).toLowerCase()] : [name, ''];
  return `/assets/${plainName(stem)}-${digest.slice(0, 10)}${ending}${type}`;
}

/** A name as it may stand in that of a published file. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80);
}

/** Where a lab's file stands, or null for files of no published lab. */
function labFileUrl(path: string, catalog: Catalog): string | null {
  const [, post = '', file = ''] = inLab.exec(path) ?? [];
  const entry = catalog.entries[`${post}/index.md`];
  return entry ? `${entry.url}lab/${file}` : null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const pictures = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;

/** A picture's size as it is shown, in CSS pixels; null for what is no picture, or a damaged one. */
export function sizeOf(path: string, bytes: Uint8Array): Size | null {
  if (!pictures.test(path)) return null;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0) || !(height > 0)) return null;
    // EXIF orientations from 5 on lie on their side.
    const [across, down] = orientation >= 5 ? [height, width] : [width, height];
    return { width: Math.round(across), height: Math.round(down) };
  } catch {
    return null;
  }
}

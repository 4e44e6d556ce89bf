// Files next to pages → addresses and sizes: where each is published, and how large an image is shown. It must not read files.

import { imageSize } from 'image-size';
import type { Digest } from '../../engine/graph/rule.ts';
import type { Catalog } from '../../model/site.ts';
import { folderAt } from '../../site/addresses.ts';

/** Folder of a post's lab and a file in it, from the path of that file. */
const inLab = /^(content\/posts\/(?:[^/]+\/)*?[^/]+)\/lab\/(.+)$/s;

/**
 * Address of a published file. Files of `public/` keep their names; files of a lab are below its post; all others get a name with a digest
 * of their content, so that browsers may cache them forever. With `isText` the name ends in `.txt`.
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

/** A name as a part of the name of a published file. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 80);
}

/** Address of a lab's file; null for any other file. */
function labFileUrl(path: string, catalog: Catalog): string | null {
  const [, post = '', file = ''] = inLab.exec(path) ?? [];
  const entry = catalog.entries[`${post}/index.md`];
  return entry ? `${folderAt(entry.url)}lab/${file}` : null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const imageName = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;

/** The size of an image as it is shown, in CSS pixels; null if the file is not an image, or is damaged. */
export function sizeOf(path: string, bytes: Uint8Array): Size | null {
  if (!imageName.test(path)) return null;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0) || !(height > 0)) return null;
    // Images with EXIF orientations from 5 are shown rotated by 90 degrees.
    const [across, down] = orientation >= 5 ? [height, width] : [width, height];
    return { width: Math.round(across), height: Math.round(down) };
  } catch {
    return null;
  }
}

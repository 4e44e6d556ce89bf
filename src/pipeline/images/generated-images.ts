// The pictures that a build offers beside the originals, and cards: made, or found among those made before, and ready to be written.
// A picture that can't be read is its author's mistake, reported where a page shows it; it never ends the program.

import { join } from 'node:path';
import type { Engine } from '../../engine/engine.ts';
import { CorruptStore, StaleLeaf } from '../../engine/graph/failures.ts';
import { type Built, type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import type { SlottedHtml } from '../../model/page.ts';
import { DamagedFile, type GeneratedFiles } from '../cache/generated-files.ts';
import type { ManifestFile, PlannedFile, Rules } from '../graph/site-rules.ts';
import { ChangedWhileRead } from '../inputs/site-files.ts';
import type { EmittedFile } from '../output/emit.ts';
import { cardFonts } from './card.ts';
import { pngOf } from './draw-card.ts';
import { encode, NoEncoder } from './encode.ts';

export interface GeneratedImages {
  /** Has all of them made, for writing. Reports pictures that can't be read; what is left out then must not be missed silently. */
  ready(manifest: readonly ManifestFile[], onProgress?: Progress): Promise<Built<readonly EmittedFile[]>>;
  /** The bytes of one, null where its picture can't be read, with a report. */
  bytesOf(file: ManifestFile): Promise<Built<Uint8Array | null>>;
}

type Progress = (done: number, of: number) => void;

/** Whether a file's bytes are made apart from the build itself, its digest being that of what they are made from. */
export function isGeneratedImage({ kind: made }: PlannedFile): boolean {
  return made === 'variant' || made === 'card';
}

/** `templates`: the absolute folder that stands for `templates/`, where the fonts of cards are. */
export function openGeneratedImages(
  engine: Engine<Diagnostic>,
  rules: Rules,
  kept: GeneratedFiles,
  templates: string,
): GeneratedImages {
  const fonts = Object.values(cardFonts).map((path) => join(templates, path.slice('templates/'.length)));

  /**
   * Reads the picture only when its turn comes: many may be waiting. What is drawn and how is decided anew: a drawing from a cache could
   * name any file of the machine, and a width could be any number.
   */
  async function make({ kind: made, source: of, digest }: ManifestFile): Promise<Uint8Array> {
    if (made === 'card') {
      const card = rules.card.run(of, engine.get).value;
      if (card?.cacheKey !== digest) throw new ChangedWhileRead(of);
      return pngOf(card.svg, fonts);
    }
    const variant = rules.asset.run(of, engine.get).value?.variants.find(({ cacheKey }) => cacheKey === digest);
    if (!variant) throw new ChangedWhileRead(of);
    const bytes = engine.get(rules.publishedFile, of);
    if (bytes.length === 0) throw new ChangedWhileRead(of);
    return encode(bytes, variant);
  }

  async function need(file: ManifestFile): Promise<Built<string | null>> {
    try {
      return { value: await kept.need(file.digest, () => make(file)), diagnostics: [] };
    } catch (cause) {
      // The site is not what it was, or is being built anew: whoever asked has to ask again.
      const isOfBuild = [ChangedWhileRead, StaleLeaf, CorruptStore].some((kind) => cause instanceof kind);
      if (isOfBuild || !(cause instanceof Error)) throw cause;
      return { value: null, diagnostics: [cause instanceof NoEncoder ? noEncoder(cause) : unreadable(file.source)] };
    }
  }

  async function ready(manifest: readonly ManifestFile[], onProgress?: Progress): Promise<Built<EmittedFile[]>> {
    const files = manifest.filter(isGeneratedImage);
    let done = 0;
    const found = await Promise.all(
      files.map(async (file) => {
        const digest = await need(file);
        onProgress?.(++done, files.length);
        return { file, ...digest };
      }),
    );
    kept.prune(new Set(files.map((file) => file.digest)));
    return {
      value: found.flatMap(({ file, value: digest }) =>
        digest === null ? [] : [{ path: file.path, digest, bytes: () => kept.bytesOf(file.digest) }],
      ),
      // A picture that can't be read is one mistake, however many files were to be made of it.
      diagnostics: [
        ...new Map(found.flatMap(({ diagnostics }) => diagnostics).map((one) => [one.message, one])).values(),
      ],
    };
  }

  async function bytesOf(file: ManifestFile): Promise<Built<Uint8Array | null>> {
    for (let attempt = 1; ; attempt++) {
      const { value, diagnostics } = await need(file);
      if (value === null) return { value, diagnostics };
      try {
        return { value: kept.bytesOf(file.digest), diagnostics };
      } catch (cause) {
        if (!(cause instanceof DamagedFile) || attempt > 1) throw cause;
      }
    }
  }

  /** What exactly is wrong with it sharp says in other words each time, so it isn't quoted. */
  function unreadable(path: string): Diagnostic {
    const hint =
      'save it anew with the program it comes from, or put it into `public/`, from where it is copied as it is';
    const at = placeOf(path) ?? { path, start: 0, end: 0 };
    return error('picture/unreadable', `the picture \`${path}\` is damaged and can't be read`, at, { hint });
  }

  /** Where a page shows a picture first; null where what is kept of that page has been lost. */
  function placeOf(path: string): Span | null {
    try {
      return placeAmong(Object.keys(engine.get(rules.catalog, '').entries), path);
    } catch (cause) {
      if (cause instanceof StaleLeaf) return null;
      throw cause;
    }
  }

  function placeAmong(pages: readonly string[], path: string): Span | null {
    for (const page of pages) {
      const { images: pictures, body, excerpt } = engine.get(rules.page, page);
      if (!pictures.includes(path)) continue;
      return placeIn(body.html, path) ?? placeIn(body.notice ?? [], path) ?? placeIn(excerpt.html, path);
    }
    return null;
  }

  return { ready, bytesOf };
}

function placeIn(slotted: SlottedHtml, path: string): Span | null {
  for (const part of slotted) {
    if (typeof part === 'string' || part.kind === 'address') continue;
    const at = part.kind === 'per-output' ? (placeIn(part.site, path) ?? placeIn(part.feed, path)) : part.at;
    if (at !== null && (part.kind === 'per-output' || part.target === path)) return at;
  }
  return null;
}

function noEncoder({ library, message }: NoEncoder): Diagnostic {
  return error('picture/no-encoder', `\`${library}\`, which makes pictures, can't be loaded: ${message}`, null, {
    hint: 'install the packages again with `npm ci`; it brings the part of it that this machine needs',
  });
}

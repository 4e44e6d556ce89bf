// Smaller variants of images, and cards: made when they are needed, or taken from the cache.
// An image that can't be read is an author's mistake, reported where a page shows it; it must never end the program.

import type { Engine } from '../../engine/engine.ts';
import { CorruptStore, StaleLeaf } from '../../engine/graph/failures.ts';
import { type Built, type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import type { AddressSlot, Slot, SlottedHtml } from '../../model/page.ts';
import { DamagedFile, type GeneratedFiles } from '../cache/generated-files.ts';
import { ChangedWhileRead } from '../inputs/site-files.ts';
import type { EmittedFile } from '../output/emit.ts';
import type { ManifestFile, PlannedFile, Rules } from '../rule-values/rule-types.ts';
import { cardFonts } from './card.ts';
import { pngOf } from './draw-card.ts';
import { EncoderMissing, encode } from './encode.ts';

export interface GeneratedImages {
  /** Makes all of them, for writing. Reports images that can't be read, which are missing from the result. */
  ensureAll(manifest: readonly ManifestFile[], onProgress?: Progress): Promise<Built<readonly EmittedFile[]>>;
  /** The bytes of one file; null, with a report, if its image can't be read. */
  bytesOf(file: ManifestFile): Promise<Built<Uint8Array | null>>;
}

type Progress = (done: number, of: number) => void;

/** Whether a file's bytes are made outside of the engine, and its digest is a cache key. */
export function isGeneratedImage({ kind }: PlannedFile): boolean {
  return kind === 'variant' || kind === 'card';
}

/** `absoluteOf` locates the fonts of cards. */
export function openGeneratedImages(
  engine: Engine<Diagnostic>,
  rules: Rules,
  cache: GeneratedFiles,
  absoluteOf: (path: string) => string,
): GeneratedImages {
  const fonts = () => Object.values(cardFonts).map(absoluteOf);

  /**
   * Reads the image only when it is about to be encoded: many may be waiting. Runs the rules again to find out what to make, because values
   * from a build cache are not trusted: an SVG could name any file of the machine, and a width could be any number.
   */
  async function make({ kind, source, digest }: ManifestFile): Promise<Uint8Array> {
    if (kind === 'card') {
      const card = rules.card.run(source, engine.get).value;
      if (card?.cacheKey !== digest) throw new ChangedWhileRead(source);
      return pngOf(card.svg, fonts());
    }
    const variant = rules.asset.run(source, engine.get).value?.variants.find(({ cacheKey }) => cacheKey === digest);
    if (!variant) throw new ChangedWhileRead(source);
    const bytes = engine.get(rules.publishedFile, source);
    if (bytes.length === 0) throw new ChangedWhileRead(source);
    return encode(bytes, variant);
  }

  async function ensure(file: ManifestFile): Promise<Built<string | null>> {
    try {
      return { value: await cache.ensure(file.digest, () => make(file)), diagnostics: [] };
    } catch (cause) {
      // The site has changed or is being built again, so the caller must try again.
      const isOfBuild = [ChangedWhileRead, StaleLeaf, CorruptStore].some((kind) => cause instanceof kind);
      if (isOfBuild || !(cause instanceof Error)) throw cause;
      return {
        value: null,
        diagnostics: [cause instanceof EncoderMissing ? encoderMissing(cause) : unreadable(file.source)],
      };
    }
  }

  async function ensureAll(manifest: readonly ManifestFile[], onProgress?: Progress): Promise<Built<EmittedFile[]>> {
    const files = manifest.filter(isGeneratedImage);
    let done = 0;
    const found = await Promise.all(
      files.map(async (file) => {
        const digest = await ensure(file);
        onProgress?.(++done, files.length);
        return { file, ...digest };
      }),
    );
    cache.prune(new Set(files.map((file) => file.digest)));
    return {
      value: found.flatMap(({ file, value: digest }) =>
        digest === null ? [] : [{ path: file.path, digest, bytes: () => cache.bytesOf(file.digest) }],
      ),
      // An image that can't be read is one mistake, however many variants it has.
      diagnostics: [
        ...new Map(found.flatMap(({ diagnostics }) => diagnostics).map((one) => [one.message, one])).values(),
      ],
    };
  }

  async function bytesOf(file: ManifestFile): Promise<Built<Uint8Array | null>> {
    for (let attempt = 1; ; attempt++) {
      const { value, diagnostics } = await ensure(file);
      if (value === null) return { value, diagnostics };
      try {
        return { value: cache.bytesOf(file.digest), diagnostics };
      } catch (cause) {
        if (!(cause instanceof DamagedFile) || attempt > 1) throw cause;
      }
    }
  }

  /** Does not quote sharp's message, which is not the same each time. */
  function unreadable(path: string): Diagnostic {
    const hint = 'export it again from the program that made it, or move it to `public/`, which is copied as it is';
    const at = firstUseOf(path) ?? { path, start: 0, end: 0 };
    return error('image/unreadable', `the image \`${path}\` is damaged and can't be read`, at, { hint });
  }

  /** Where a page first shows an image; null if the page's stored value is lost. */
  function firstUseOf(path: string): Span | null {
    try {
      return firstUseIn(Object.keys(engine.get(rules.catalog, '').entries), path);
    } catch (cause) {
      if (cause instanceof StaleLeaf) return null;
      throw cause;
    }
  }

  function firstUseIn(pages: readonly string[], path: string): Span | null {
    for (const page of pages) {
      const { images, body, excerpt } = engine.get(rules.page, page);
      if (!images.includes(path)) continue;
      return slotSpanOf(body.html, path) ?? slotSpanOf(body.notice ?? [], path) ?? slotSpanOf(excerpt.html, path);
    }
    return null;
  }

  return { ensureAll, bytesOf };
}

function slotSpanOf(slotted: SlottedHtml, path: string): Span | null {
  for (const part of slotted) {
    const at = typeof part === 'string' ? null : spanInSlot(part, path);
    if (at !== null) return at;
  }
  return null;
}

function spanInSlot(slot: Slot, path: string): Span | null {
  if (slot.kind === 'address') return null;
  if (slot.kind === 'image') return slot.target === path ? slot.at : null;
  if (slot.kind === 'per-output') return slotSpanOf(slot.site, path) ?? slotSpanOf(slot.feed, path);
  const shown = slot.attributes.find(({ address }) => address !== null && isFile(address, path));
  return slotSpanOf(slot.content ?? [], path) ?? shown?.at ?? null;
}

function isFile({ to, target }: AddressSlot, path: string): boolean {
  return (to === 'root' ? `public${target}` : target) === path;
}

function encoderMissing({ library, message }: EncoderMissing): Diagnostic {
  return error('image/no-encoder', `\`${library}\`, which generates images, can't be loaded: ${message}`, null, {
    hint: `install it with \`npm install ${library}\`, or install all packages again`,
  });
}

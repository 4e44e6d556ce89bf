// Pages as text, for comparing: slots are shown in short, such as `{page content/posts/b.md#x}`.

import { includesOf } from '../../src/content/code/includes.ts';
import { parsePage } from '../../src/content/page.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import type { MarkdownConfig } from '../../src/model/config.ts';
import type { Built } from '../../src/model/diagnostic.ts';
import type { Page, Slot, SlottedHtml } from '../../src/model/page.ts';
import { printed } from './printed.ts';

export interface PageOptions {
  readonly path?: string;
  readonly config?: Partial<MarkdownConfig>;
  /** Texts of files by their path relative to the page's folder. */
  readonly files?: { readonly [path: string]: string };
  /** Lines of front matter; without them the text has none. */
  readonly front?: string;
}

const defaults = decodeSiteConfig(null, { url: null }).value.markdown;
const head = 'title: T\ndate: 2026-11-21\n';

/** Parses a text as the body of a post (or the page at `path`). */
export async function pageOf(body: string, { path, config, files, front }: PageOptions = {}): Promise<Built<Page>> {
  const file = path ?? 'content/posts/a/index.md';
  const folder = file.slice(0, file.lastIndexOf('/'));
  const source = { path: file, text: fileOf(body, front) };
  const there = new Map(Object.entries(files ?? {}).map(([name, text]) => [`${folder}/${name}`, text]));
  const includes = Object.fromEntries(includesOf(source).map((name) => [name, there.get(name) ?? null]));
  return parsePage({ source, includes }, { ...defaults, ...config });
}

/** The whole file that `pageOf` parses. */
export function fileOf(body: string, front = ''): string {
  return `---\n${head}${front}---\n${body}`;
}

/** Diagnostics of the page, with lines counted from the first of the body. */
export function said(built: Built<Page>, body: string, front = ''): string[] {
  const before = fileOf('', front).length;
  return built.diagnostics.flatMap((one) => {
    if (one.at && one.at.path !== built.value.summary.path)
      return `(${one.at.path} ${one.at.start}-${one.at.end}) ${one.message}`;
    const at = one.at ? { ...one.at, start: one.at.start - before, end: one.at.end - before } : null;
    return printed([{ ...one, at }], body);
  });
}

export function shown(slotted: SlottedHtml): string {
  return slotted
    .map((part) => (typeof part === 'string' ? part : shownSlot(part)))
    .join('')
    .replace(/data:image\/svg\+xml,[^"]*/g, 'data:…');
}

function shownSlot(slot: Slot): string {
  if (slot.kind === 'per-output') return `{site ${shown(slot.site)}|feed ${shown(slot.feed)}}`;
  if (slot.kind === 'image') {
    const flags = [
      slot.title === null ? '' : ` “${slot.title}”`,
      slot.lazy ? ' lazy' : '',
      slot.linked ? ' linked' : '',
    ];
    return `{image ${slot.target} “${slot.alt}”${flags.join('')}}`;
  }
  const fragment = slot.fragment === null ? '' : `#${slot.fragment}`;
  return `{${slot.to} ${slot.target}${slot.query}${fragment}}`;
}

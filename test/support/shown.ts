// Parses pages for tests and prints them as text, with slots in a short form such as `{page content/posts/b.md#x}`.

import { includesOf } from '../../src/content/code/includes.ts';
import { type ParsedPage, parsePage } from '../../src/content/page.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import type { MarkdownConfig } from '../../src/model/config.ts';
import type { Built } from '../../src/model/diagnostic.ts';
import type { DirectiveSlot, Slot, SlottedHtml } from '../../src/model/page.ts';
import type { PageParts } from '../../src/model/page-parts.ts';
import { digestOf } from '../../src/text/digest.ts';
import { printed } from './printed.ts';

export interface PageOptions {
  readonly path?: string;
  readonly config?: Partial<MarkdownConfig>;
  /** Texts of included files, by path relative to the page's folder. */
  readonly files?: { readonly [path: string]: string };
  /** Lines of front matter in addition to title and date. */
  readonly front?: string;
  /** A CommonJS module that exports plugins. */
  readonly plugins?: string;
}

const defaults = decodeSiteConfig(null, { url: null }).value.markdown;
const head = 'title: T\ndate: 2026-11-21\n';

/** Parses a text as the body of a post, or of the page at `path`. */
export async function pageOf(
  body: string,
  { path, config, files, front, plugins: code }: PageOptions = {},
): Promise<ParsedPage> {
  const file = path ?? 'content/posts/a/index.md';
  const folder = file.slice(0, file.lastIndexOf('/'));
  const source = { path: file, text: fileOf(body, front) };
  const there = new Map(Object.entries(files ?? {}).map(([name, text]) => [`${folder}/${name}`, text]));
  const includes = Object.fromEntries(includesOf(source).map((name) => [name, there.get(name) ?? null]));
  const plugins = code === undefined ? null : { code, digest: digestOf(code), parsesTwice: false };
  return parsePage({ source, includes }, { ...defaults, ...config }, plugins);
}

/** The whole file that `pageOf` parses. */
export function fileOf(body: string, front = ''): string {
  return `---\n${head}${front}---\n${body}`;
}

/** One line for each diagnostic of the page; line numbers start at the body. */
export function diagnosticLines(built: Built<PageParts>, body: string, front = ''): string[] {
  const before = fileOf('', front).length;
  return built.diagnostics.flatMap((one) => {
    if (one.at && one.at.path !== built.value.indexData.path)
      return `(${one.at.path} ${one.at.start}-${one.at.end}) ${one.message}`;
    const at = one.at ? { ...one.at, start: one.at.start - before, end: one.at.end - before } : null;
    return printed([{ ...one, at }], body);
  });
}

/** HTML with its slots in a short form, and without the data of images. */
export function shownHtml(slotted: SlottedHtml): string {
  return slotted
    .map((part) => (typeof part === 'string' ? part : shownSlot(part)))
    .join('')
    .replace(/data:image\/svg\+xml,[^"]*/g, 'data:…');
}

function shownSlot(slot: Slot): string {
  if (slot.kind === 'per-output') return `{site ${shownHtml(slot.site)}|feed ${shownHtml(slot.feed)}}`;
  if (slot.kind === 'image') {
    const flags = [
      slot.title === null ? '' : ` “${slot.title}”`,
      slot.lazy ? ' lazy' : '',
      slot.linked ? ' linked' : '',
    ];
    return `{image ${slot.target} “${slot.alt}”${flags.join('')}}`;
  }
  if (slot.kind === 'directive') return shownDirective(slot);
  const fragment = slot.fragment === null ? '' : `#${slot.fragment}`;
  return `{${slot.to} ${slot.target}${slot.query}${fragment}}`;
}

function shownDirective({ name, attributes, label, content, fallback }: DirectiveSlot): string {
  const values = attributes.map(({ name: key, value, address }) => ` ${key}=${address ? shownSlot(address) : value}`);
  const shownLabel = label === null ? '' : ` [${shownHtml(label.html)}|${label.text}]`;
  const shownContent = content === null ? '' : `\n${shownHtml(content)}\n`;
  const around = fallback === null ? '' : `\nor ${shownHtml(fallback.before)} … ${fallback.after}`;
  return `{directive ${name}${values.join('')}${shownLabel}${shownContent}${around}}`;
}

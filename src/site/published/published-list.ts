// `content/published.txt`: addresses, anchors and feed ids that readers may have, one a line, sorted, so that a change is a readable
// difference. It must never be needed for a site: without it nothing is compared.
//
//   /posts/a/                                  an address
//   /posts/a/ id https://example.org/posts/a/  what feeds call the post there
//   /posts/a/#why                              an anchor in the page there

import { type Built, type Diagnostic, error, type Span } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';
import { decodeStrictly, encodeAddress, encodeFragment } from '../../text/href.ts';
import { byCodeUnit } from '../../text/order.ts';
import { isPlainPath } from '../../text/permalinks.ts';

export const publishedListFile = 'content/published.txt';

/** What one line says: an address, or one anchor or feed id of the page there. */
export interface Published {
  /** Root-relative and decoded. */
  readonly url: string;
  /** Decoded, without `#`. */
  readonly anchor: string | null;
  readonly id: string | null;
}

export interface PublishedLine extends Published {
  readonly at: Span;
}

const head = [
  '# Addresses, anchors and feed ids that readers may have. `octavo check` fails where one is lost, and `octavo check --record` adds',
  '# new ones. Remove a line only to give up what it names.',
];

/** The lines of the file. Reports those that say nothing known, such as the marks of a merge conflict. */
export function parsePublished({ path, text }: Source): Built<readonly PublishedLine[]> {
  const diagnostics: Diagnostic[] = [];
  const lines = [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }): PublishedLine[] => {
    const written = line.replace(/^\uFEFF/, '').trim();
    if (written === '' || written.startsWith('# ') || written === '#') return [];
    const start = index + line.indexOf(written);
    const at = { path, start, end: start + written.length };
    const published = publishedIn(written);
    if (published) return [{ ...published, at }];
    const message = `this is not a line of \`${path}\``;
    const hint = 'write an address (`/a/`), an anchor (`/a/#b`) or a feed id (`/a/ id https://example.org/a/`)';
    diagnostics.push(error('published/invalid-line', message, at, { hint }));
    return [];
  });
  return { value: lines, diagnostics };
}

function publishedIn(line: string): Published | null {
  const [, path = '', fragment, id] = /^(\/[^\s#]*)(?:#(\S+)| id (\S+))?$/.exec(line) ?? [];
  const url = decodeStrictly(path);
  const anchor = fragment === undefined ? null : decodeStrictly(fragment);
  if (url === null || !isPlainPath(url) || (fragment !== undefined && anchor === null)) return null;
  return { url, anchor, id: id ?? null };
}

/** The text of the file, each line once. */
export function printPublished(all: readonly Published[]): string {
  const lines = [...new Set(all.map(lineOf))].toSorted(byCodeUnit);
  return [...head, ...lines, ''].join('\n');
}

/** The line for what is published: equal for equal things. */
export function lineOf({ url, anchor, id }: Published): string {
  return `${encodeAddress(url)}${encodeFragment(anchor)}${id === null ? '' : ` id ${id}`}`;
}

/** Recorded feed ids by the address of their post. */
export interface RecordedIds {
  readonly [url: string]: string;
}

export function recordedIdsIn(lines: readonly Published[]): RecordedIds {
  return Object.fromEntries(lines.flatMap(({ url, id }) => (id === null ? [] : [[url, id]])));
}

// One page of the old site → the text of its file: front matter in our terms and the body as Markdown.

import { lineColumnAt } from '../../text/code-frame.ts';
import { decodeAddress, encodeAddress } from '../../text/href.ts';
import { admonitions } from '../markdown/admonitions.ts';
import { withoutExtensions } from '../markdown/attribute-lists.ts';
import { htmlToMarkdown } from '../markdown/html.ts';
import { convertMarkdown } from '../markdown/markdown.ts';
import { markdownInHtml } from '../markdown/markdown-in-html.ts';
import type { Dialect, Finding, ForeignPage } from '../source/model.ts';
import { type Links, pageScheme } from './links.ts';
import type { PlacedPage } from './places.ts';
import { frontMatterText } from './write-yaml.ts';

/** Plain data, which a thread may have made. */
export interface ConvertedPage {
  /** Path of the page's file in the source. */
  readonly source: string;
  /** Path of its file in our site. */
  readonly target: string;
  readonly text: string;
  readonly anchors: ReadonlySet<string>;
  /** Links to anchors of pages, to be checked when all pages are converted. */
  readonly fragments: readonly FragmentLink[];
  readonly findings: readonly Finding[];
}

export interface FragmentLink {
  /** Path of the linked page's file in our site. */
  readonly to: string;
  /** With its `#`. */
  readonly fragment: string;
  /** The address as it is in the text. */
  readonly href: string;
}

export function convertPage(
  placed: PlacedPage,
  dialect: Dialect,
  links: Links,
  pageNamed: (name: string) => ForeignPage | null,
): ConvertedPage {
  const { page } = placed;
  const findings: Finding[] = [];
  const fragments: FragmentLink[] = [];
  const lineAt = (offset: number) => lineColumnAt(page.body, Math.min(offset, page.body.length)).line;
  // Lines of what is made from the body are those of the body, as long as nothing above them was added or removed.
  const report = (kind: string, offset: number) =>
    findings.push({ kind, file: page.source, line: lineAt(offset) + page.linesAbove });
  const expanded = dialect.expand(page, {
    report,
    pageNamed,
    linkTo: (target) => `${pageScheme}${encodeAddress(target.source)}`,
  });
  const plain = dialect.hasAttributeLists ? markdownInHtml(withoutExtensions(expanded)) : expanded;
  const markdown = page.format === 'html' ? htmlToMarkdown(plain) : plain;
  const blocks = admonitions(markdown, (kind, line) => report(kind, offsetOfLine(page.body, line)));
  const { text, anchors } = convertMarkdown(blocks, {
    ...dialect,
    headingIds: page.format === 'html' ? null : dialect.headingIds,
    report,
    addressFor(written, use, offset) {
      const link = links.resolve(placed, written, use);
      if (link.finding !== null) report(link.finding, offset);
      if (link.page !== null && link.fragment.length > 1)
        fragments.push({ to: link.page.target, fragment: link.fragment, href: link.href ?? written });
      // An address that means the same stays as its author wrote it.
      return link.href !== null && decodeAddress(link.href) === decodeAddress(written) ? null : link.href;
    },
  });
  const cover = coverOf(placed, links, findings);
  return { ...written(placed, cover, text), anchors, fragments, findings };
}

/** The page with its body as it was, for one that takes too long or too much memory. */
export function unconvertedPage(placed: PlacedPage): ConvertedPage {
  const finding = { kind: 'not converted: a body that takes too long', file: placed.page.source, line: 0 };
  return { ...written(placed, null, placed.page.body), anchors: new Set(), fragments: [], findings: [finding] };
}

function written(placed: PlacedPage, cover: string | null, markdown: string) {
  const body = markdown.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();
  const text = `${frontMatterText(placed, cover)}\n${body}${body === '' ? '' : '\n'}`;
  return { source: placed.page.source, target: placed.target, text };
}

function coverOf(placed: PlacedPage, links: Links, findings: Finding[]): string | null {
  const { cover } = placed.page.meta;
  if (cover === null) return null;
  const { href } = links.resolve(placed, cover, 'file');
  if (href !== null && !/^(?:https?:)?\/\//.test(href) && /\.(?:png|jpe?g|webp|gif|avif)$/i.test(href))
    return decodeAddress(href);
  findings.push({ kind: 'not kept: a cover that is not an image of the source', file: placed.page.source, line: 1 });
  return null;
}

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let count = 0; count < line; count++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at;
}

/** Removes the fragment of links whose target has no such anchor: the old site's browsers ignored it. */
export function withoutDeadFragments(
  converted: ConvertedPage,
  anchorsOf: (target: string) => ReadonlySet<string> | null,
): ConvertedPage {
  const findings: Finding[] = [];
  let { text } = converted;
  for (const { to, fragment, href } of converted.fragments) {
    const anchors = anchorsOf(to);
    const id = decodeOr(fragment.slice(1));
    if (anchors === null || id === '' || id === 'top' || anchors.has(id) || /^(?:fn|user-content-fn)/.test(id))
      continue;
    const other = [...anchors].find((each) => each.toLowerCase() === id.toLowerCase());
    findings.push({
      kind: 'broken link: the linked page has no such anchor',
      file: converted.source,
      line: 0,
    });
    const bare = href.slice(0, href.length - fragment.length);
    const better = other === undefined ? bare || '#' : `${bare}#${encodeURIComponent(other)}`;
    for (const [open, close] of [
      ['](', ')'],
      ['](', ' '],
      [']: ', '\n'],
      ['"', '"'],
      ['<', '>'],
    ] as const)
      text = text.replaceAll(`${open}${href}${close}`, `${open}${better}${close}`);
  }
  return { ...converted, text, findings: [...converted.findings, ...findings] };
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The ids that other generators give to headings. Each function is that of one page, because a second heading of the same text gets a number.

import { slug } from 'github-slugger';

/** The id for a heading from its text, as readers see it, and from its Markdown. */
export type HeadingId = (text: string, markdown: string) => string;

/** The first gets its id as it is, others `-1`, `-2`, … */
function counted(base: (text: string, markdown: string) => string): HeadingId {
  const taken = new Set<string>();
  return (text, markdown) => {
    const wanted = base(text, markdown);
    let id = wanted;
    for (let number = 1; taken.has(id); number++) id = `${wanted}-${number}`;
    taken.add(id);
    return id;
  };
}

/** Hugo's, from the Markdown of the heading's last line. */
export function goldmarkIds(): HeadingId {
  return counted((_, markdown) => {
    const line = markdown.split('\n').at(-1)?.trim() ?? '';
    const kept = line.replace(/[^\p{L}\p{Nd}_\- ]/gu, '').replace(/ /g, '-');
    return kept.toLowerCase() || 'heading';
  });
}

/** Jekyll's: the GFM parser of kramdown, which counts each text. */
export function kramdownIds(): HeadingId {
  const counts = new Map<string, number>();
  return (text) => {
    // kramdown makes dashes of them first, and its ids have none.
    const base = text
      .replace(/-{2,3}/g, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc}\- \t]/gu, '')
      .replace(/[ \t]/g, '-');
    const count = counts.get(base) ?? -1;
    counts.set(base, count + 1);
    return count < 0 ? base : `${base}-${count + 1}`;
  };
}

/** Hexo's: `slugize` over the text with its smart punctuation, which keeps capitals. */
export function hexoIds(): HeadingId {
  return counted((text) =>
    withoutDiacritics(smart(text))
      .replace(/[\p{Cc}]/gu, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-+|-+$/g, ''),
  );
}

/** Astro's, from the text with its smart punctuation: dashes are not part of an id. */
export function githubIds(): HeadingId {
  return counted((text) => slug(text.replace(/-{2,3}/g, '\u2014')));
}

/** markdown-it-anchor's default, as browsers decode it. */
export function markdownItAnchorIds(): HeadingId {
  return counted((text) => text.trim().toLowerCase().replace(/\s+/g, '-'));
}

/** What our id for a heading begins with; null where it depends on which hyphens become dashes. */
export function ownBase(text: string): string | null {
  return text.includes('--') ? null : slug(text.replace(/\s+/g, ' ').trim()).replace(/^-+|-+$/g, '');
}

/** Our ids for bases in their order, with the same counts as `content/html/ids.ts`. `taken` are the ids that authors wrote. */
export function ownIds(taken: ReadonlySet<string>): (base: string | null) => string | null {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  return (base) => {
    if (base === null) return null;
    let number = counts.get(base) ?? 0;
    let id = number === 0 ? base : `${base}-${number}`;
    while (used.has(id)) {
      number += 1;
      id = `${base}-${number}`;
    }
    counts.set(base, number);
    used.add(id);
    return id;
  };
}

/** Punctuation as marked makes it. */
function smart(text: string): string {
  return text
    .replace(/---/g, '\u2014')
    .replace(/--/g, '\u2013')
    .replace(/(^|[-\u2014/([{"\s])'/g, '$1\u2018')
    .replace(/'/g, '\u2019')
    .replace(/(^|[-\u2014/([{\u2018\s])"/g, '$1\u201C')
    .replace(/"/g, '\u201D')
    .replace(/\.{3}/g, '\u2026');
}

function withoutDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}

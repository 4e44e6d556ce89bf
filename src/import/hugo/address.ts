// Where Hugo puts a page: `url`, the permalinks of its section, or its path.

import type { ForeignDate } from '../source/dates.ts';
import { textOf } from '../source/front-matter-values.ts';
import type { Fields } from '../source/model.ts';

export interface HugoPath {
  /** Folders below the content folder. */
  readonly sections: readonly string[];
  /** Without ending and language; the folder's for a bundle. */
  readonly name: string;
  readonly isSectionPage: boolean;
}

export interface HugoAddressOptions {
  readonly permalinks: Fields;
  readonly uglyUrls: (section: string) => boolean;
  readonly keepsCase: boolean;
  /** `/fr`, or empty. */
  readonly prefix: string;
}

/** The address as the file that Hugo writes. */
export function hugoAddress(
  path: HugoPath,
  fields: Fields,
  title: string,
  date: ForeignDate | null,
  options: HugoAddressOptions,
): string {
  const url = textOf(fields['url']);
  if (url !== null) {
    // In Hugo, a `url` replaces the whole path, but a language's folder stays in front of it.
    const own = url.replace(/^https?:\/\/[^/]+/, '');
    return asFile(
      `${options.prefix}${own.startsWith('/') ? '' : '/'}${tokensIn(own) ? filled(own, path, fields, title, date, options) : own}`,
    );
  }
  const section = path.sections[0] ?? '';
  const pattern =
    textOf(options.permalinks[section.toLowerCase()]) ??
    textOf(fieldsOf(options.permalinks['page'])[section.toLowerCase()]);
  const isUgly = options.uglyUrls(section) && !path.isSectionPage;
  const slug = textOf(fields['slug']);
  const name = slug === null ? path.name : slug;
  const steps = path.isSectionPage ? path.sections : [...path.sections, name];
  const address =
    pattern === null || path.isSectionPage
      ? steps
          .map((step) => hugoStep(step, options.keepsCase))
          .filter((step) => step !== '')
          .join('/')
      : filled(pattern, path, fields, title, date, options);
  const bare = `/${address}`.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  return asFile(
    `${options.prefix}${bare}${isUgly && bare !== '' && !/\.\w+$/.test(bare) ? '.html' : bare.endsWith('.html') ? '' : '/'}`,
  );
}

function fieldsOf(value: Fields[string] | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function tokensIn(text: string): boolean {
  return /\/:(?:year|month|day|slug|title|filename|section)/.test(text);
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');

function filled(
  pattern: string,
  path: HugoPath,
  fields: Fields,
  title: string,
  date: ForeignDate | null,
  options: HugoAddressOptions,
): string {
  const { year = '0001', month = '01', day = '01' } = date ?? {};
  const slug = textOf(fields['slug']);
  const at = (text: string) => hugoStep(text, options.keepsCase);
  const sections = path.sections.map(at);
  const tokens: { readonly [name: string]: string } = {
    year,
    month,
    day,
    monthname: (monthNames[Number(month) - 1] ?? '').toLowerCase(),
    section: sections[0] ?? '',
    sections: sections.join('/'),
    title: at(title),
    slug: at(slug ?? title),
    filename: at(path.name),
    contentbasename: at(path.name),
    slugorfilename: at(slug ?? path.name),
    slugorcontentbasename: at(slug ?? path.name),
    hour: date?.hour ?? '00',
    minute: date?.minute ?? '00',
    second: date?.second ?? '00',
  };
  return pattern.replace(
    /:([a-z]+)(?:\[(\d*):?(\d*)\])?/g,
    (written, name: string, from: string | undefined, to: string | undefined) => {
      if (name === 'sections' && from !== undefined)
        return sections.slice(Number(from || 0), to ? Number(to) : undefined).join('/');
      return tokens[name] ?? written;
    },
  );
}

/** A part of a path as Hugo writes it: in lower case, with hyphens for spaces, without most punctuation. */
export function hugoStep(text: string, keepsCase = false): string {
  const hyphenated = text.normalize('NFC').trim().replace(/\s+/g, '-');
  const kept = hyphenated.replace(/[^\p{L}\p{Nd}\p{M}._#+~\-@\\/]/gu, (character, at: number) =>
    character === '%' && /^[\da-f]{2}/i.test(hyphenated.slice(at + 1)) ? character : '',
  );
  // A hyphen for white space goes where one was already written.
  const single = kept.replace(/-{2,}/g, (run, at: number) =>
    /-/.test(text.slice(at, at + run.length + 2)) && !/\s-|-\s/.test(text) ? run : '-',
  );
  return keepsCase ? single : single.toLowerCase();
}

/** `/a` is the file `/a/index.html`, which is the address `/a/`. */
function asFile(address: string): string {
  const clean = address.replace(/\/{2,}/g, '/').replace(/\/index\.html?$/, '/');
  return /(?:\/|\.\w+)$/.test(clean) ? clean : `${clean}/`;
}

// Where Jekyll puts posts, pages and documents of collections.

import type { ForeignDate } from '../source/dates.ts';
import { textOf } from '../source/front-matter-values.ts';
import type { Fields } from '../source/model.ts';

export interface JekyllPlace {
  /** Without ending and date; with capitals. */
  readonly name: string;
  /** Folders between the site or collection and the file. */
  readonly folder: string;
  readonly collection: string;
  readonly categories: readonly string[];
  readonly date: ForeignDate | null;
  readonly fields: Fields;
}

export function postAddress(pattern: string, place: JekyllPlace): string {
  return asFile(filled(pattern, place));
}

export function pageAddress(place: JekyllPlace, sitePermalink: string): string {
  const own = textOf(place.fields['permalink']);
  if (own !== null) return asFile(filled(own, place));
  const home = place.folder === '' ? '' : `/${place.folder}`;
  if (place.name === 'index') return `${home}/`;
  return sitePermalink.endsWith('/') ? `${home}/${place.name}/` : `${home}/${place.name}.html`;
}

/** What jekyll-feed calls a post: its address without ending. */
export function feedPath(address: string, { name, fields }: JekyllPlace): string {
  const folder = address.replace(/\/$/, '').replace(/\/[^/]*$/, '');
  return `${folder}/${textOf(fields['slug']) ?? name}`;
}

function filled(pattern: string, { name, folder, collection, categories, date, fields }: JekyllPlace): string {
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = date ?? {};
  const title = pretty(textOf(fields['slug']) ?? name);
  const dayOfYear =
    date === null
      ? ''
      : String(
          Math.floor((Date.parse(`${year}-${month}-${day}`) - Date.parse(`${year}-01-01`)) / 86_400_000) + 1,
        ).padStart(3, '0');
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  const tokens: { readonly [name: string]: string } = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    short_year: year.slice(2),
    i_month: String(Number(month)),
    i_day: String(Number(day)),
    y_day: dayOfYear,
    short_month: months[Number(month) - 1] ?? '',
    title,
    slug: title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '-')
      .replace(/^-|-$/g, ''),
    name: pretty(name),
    basename: name,
    path: [folder, name].filter((part) => part !== '').join('/'),
    collection,
    categories: categories.map((each) => each.toLowerCase()).join('/'),
    slugified_categories: categories.map((each) => pretty(each).toLowerCase()).join('/'),
    output_ext: '.html',
  };
  return `/${pattern}`.replace(/:([a-z_]+)/g, (written, key: string) => tokens[key] ?? written).replace(/\/{2,}/g, '/');
}

/** Jekyll's `slugify` in its mode `pretty`, which keeps capitals. */
function pretty(text: string): string {
  return text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-').replace(/^-|-$/g, '');
}

/** Without an ending, Jekyll writes `.html`. */
function asFile(address: string): string {
  const clean = address.replace(/\/index\.html$/, '/');
  return /\/$|\.\w+$/.test(clean) && !/\.\d+$/.test(clean) ? clean : `${clean}.html`;
}

// Dates for readers, in the site's language. The day is the one the author wrote, and the machine's locale and time zone
// must never show: the formatter gets that calendar day in UTC with an explicit locale, time zone and calendar. A language
// that ICU doesn't know is printed as English. Node brings ICU, so another Node may print month names differently.

import type { PostDate } from '../model/page.ts';
import type { DateProps } from '../model/props.ts';
import type { CatalogEntry } from '../model/site.ts';

/** `language` is a BCP 47 tag. */
export function dateProps(date: PostDate, language: string): DateProps;
export function dateProps(date: PostDate | null, language: string): DateProps | null;
export function dateProps(date: PostDate | null, language: string): DateProps | null {
  return date === null ? null : { iso: shortIso(date), text: dayText(date.day, language) };
}

/** The date of the last change; null if that is the day of publication. */
export function updateProps(date: PostDate | null, updated: PostDate | null, language: string): DateProps | null {
  return updated === null || updated.day === date?.day ? null : dateProps(updated, language);
}

/** The date that a post last changed: `updated`, or else its own date. */
export function lastChange({ date, updated }: Pick<CatalogEntry, 'date' | 'updated'>): PostDate | null {
  return updated ?? date;
}

/** The latest of the entries' last changes, by instant; of equal ones the first. Null if no entry has a date. */
export function latestChange(entries: readonly Pick<CatalogEntry, 'date' | 'updated'>[]): PostDate | null {
  const dates = entries.flatMap((entry) => lastChange(entry) ?? []);
  return dates.reduce<PostDate | null>(
    (latest, date) => (latest === null || date.epochMs > latest.epochMs ? date : latest),
    null,
  );
}

/** `21 November`, for lists that already show the year. */
export function datePropsInYear(date: PostDate | null, language: string): DateProps | null {
  return date === null ? null : { iso: shortIso(date), text: dayTextInYear(`2000${date.day.slice(-6)}`, language) };
}

/** `21 November 2026`, in the style of the language. */
const dayText = memoized(formatters({ day: 'numeric', month: 'long', year: 'numeric' }));
/** The same without the year. Callers pass the leap year 2000 for every date, so that equal days share a cached text. */
const dayTextInYear = memoized(formatters({ day: 'numeric', month: 'long' }));

/** Formats each day only once: a site shows the same days on thousands of pages. */
function memoized(formatter: (language: string) => Intl.DateTimeFormat): (day: string, language: string) => string {
  const textsByLanguage = new Map<string, Map<string, string>>();
  return (day, language) => {
    const texts = textsByLanguage.get(language) ?? new Map<string, string>();
    if (texts.size === 0) textsByLanguage.set(language, texts);
    const text = texts.get(day) ?? formatDay(day, formatter(language));
    texts.set(day, text);
    return text;
  };
}

function formatDay(day: string, formatter: Intl.DateTimeFormat): string {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  // `Date.UTC` would take a year below 100 for one of the 1900s.
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return formatter.format(date);
}

/** One formatter for each language, created at its first use. */
function formatters(parts: Intl.DateTimeFormatOptions): (language: string) => Intl.DateTimeFormat {
  const byLanguage = new Map<string, Intl.DateTimeFormat>();
  return (language) => {
    const cached = byLanguage.get(language);
    if (cached) return cached;
    const formatter = new Intl.DateTimeFormat([language, 'en'], { ...parts, timeZone: 'UTC', calendar: 'gregory' });
    byLanguage.set(language, formatter);
    return formatter;
  };
}

/** `2026-11-21` if the author wrote no time. */
function shortIso({ day, iso }: PostDate): string {
  return iso.startsWith('T00:00:00', day.length) ? day : iso;
}

// Dates for readers. The words are those of the site's language and the day is the one its author wrote: the formatter
// gets that calendar day at UTC with an explicit locale, zone and calendar, so neither the machine's locale nor its
// zone can show; a language that ICU does not know is printed as English. What remains is ICU, which comes with Node: a new one may print another language's months in a new
// way.

import type { PostDate } from '../model/page.ts';
import type { DateProps } from '../model/props.ts';

export function dateProps(date: PostDate, language: string): DateProps;
export function dateProps(date: PostDate | null, language: string): DateProps | null;
export function dateProps(date: PostDate | null, language: string): DateProps | null {
  return date === null ? null : { iso: shortIso(date), text: dayText(date.day, language) };
}

/** When a text was changed, where that was on a later day than it was published. */
export function updateProps(date: PostDate | null, updated: PostDate | null, language: string): DateProps | null {
  return updated === null || updated.day === date?.day ? null : dateProps(updated, language);
}

/** `21 November`, for where the year is said already. */
export function datePropsInYear(date: PostDate | null, language: string): DateProps | null {
  return date === null ? null : { iso: shortIso(date), text: dayTextInYear(`2000${date.day.slice(-6)}`, language) };
}

/** `21 November 2026`, as the language writes it. */
const dayText = remembering(formatters({ day: 'numeric', month: 'long', year: 'numeric' }));
/** The same without its year; any leap year will do, and one makes equal days equal. */
const dayTextInYear = remembering(formatters({ day: 'numeric', month: 'long' }));

/** Each day is formatted once: a site names the same days on thousands of pages. */
function remembering(formatter: (language: string) => Intl.DateTimeFormat): (day: string, language: string) => string {
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
  // `Date.UTC` takes years below 100 for the 1900s.
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return formatter.format(date);
}

/** One formatter for each language, made when it is first needed. */
function formatters(parts: Intl.DateTimeFormatOptions): (language: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (language) => {
    const known = made.get(language);
    if (known) return known;
    const formatter = new Intl.DateTimeFormat([language, 'en'], { ...parts, timeZone: 'UTC', calendar: 'gregory' });
    made.set(language, formatter);
    return formatter;
  };
}

/** A date without a time is its day alone. */
function shortIso({ day, iso }: PostDate): string {
  return iso.startsWith('T00:00:00', day.length) ? day : iso;
}

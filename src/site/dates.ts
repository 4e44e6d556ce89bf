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
  return date === null ? null : { iso: shortIso(date), text: formatDay(date.day, language, formatterWithoutYear) };
}

/**
 * `21 November 2026`, as the language writes it. Each day is formatted once: a site names the same days on thousands of
 * pages.
 */
function dayText(day: string, language: string): string {
  const texts = textsByDay.get(language) ?? new Map<string, string>();
  if (texts.size === 0) textsByDay.set(language, texts);
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = formatDay(day, language, formatterFor);
  texts.set(day, text);
  return text;
}

const textsByDay = new Map<string, Map<string, string>>();

function formatDay(day: string, language: string, formatter: (language: string) => Intl.DateTimeFormat): string {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  // `Date.UTC` takes years below 100 for the 1900s.
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return formatter(language).format(date);
}

const formatterFor = formatters({ day: 'numeric', month: 'long', year: 'numeric' });
const formatterWithoutYear = formatters({ day: 'numeric', month: 'long' });

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

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

/**
 * `21 November 2026`, as the language writes it. Each day is formatted once: a site names the same days on thousands of
 * pages.
 */
function dayText(day: string, language: string): string {
  const texts = textsByDay.get(language) ?? new Map<string, string>();
  if (texts.size === 0) textsByDay.set(language, texts);
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = formatDay(day, language);
  texts.set(day, text);
  return text;
}

const textsByDay = new Map<string, Map<string, string>>();

function formatDay(day: string, language: string): string {
  const [year = 1970, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  // `Date.UTC` takes years below 100 for the 1900s.
  const date = new Date(Date.UTC(2000, month - 1, dayOfMonth));
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  return formatterFor(language).format(date);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(language: string): Intl.DateTimeFormat {
  const known = formatters.get(language);
  if (known) return known;
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' } as const;
  const made = new Intl.DateTimeFormat([language, 'en'], options);
  formatters.set(language, made);
  return made;
}

/** A date without a time is its day alone. */
function shortIso({ day, iso }: PostDate): string {
  return iso.startsWith('T00:00:00', day.length) ? day : iso;
}

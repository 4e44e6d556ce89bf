// Dates as other generators read them → as we write them. Never uses the zone or locale of the machine.

export interface ForeignDate {
  /** `2019-05-01`, or with time and offset as far as written. */
  readonly text: string;
  /** As written, or converted to the zone that was asked for. */
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** Milliseconds; a time without a zone counts as UTC. */
  readonly epochMs: number;
}

/**
 * The date that a file's name begins with, as written, and what follows it; null for other names. Jekyll also accepts `19-5-1-name`.
 */
export function datedName(name: string, isLoose = false): { readonly day: string; readonly rest: string } | null {
  const pattern = isLoose ? /^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$/s : /^(\d{4}-\d\d-\d\d)-(.+)$/s;
  const [, day, rest] = pattern.exec(name) ?? [];
  return day === undefined || rest === undefined ? null : { day, rest };
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: { readonly [name: string]: string } = {
  Z: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CST: '-06:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  CET: '+01:00',
  CEST: '+02:00',
  BST: '+01:00',
  JST: '+09:00',
  IST: '+05:30',
};
const time = String.raw`(?:[T,\s]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{1,2}:?(?:\d{2})?|[A-Z]{2,4})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})${time}(?:\s*\[[\w/]+\])?$`);
const dayFirst = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})${time}$`,
);
const monthFirst = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${time}$`,
);
/** As `Date` prints itself: `Wed May 01 2019 12:00:00 GMT+0200 (…)`. */
const printed = /^[A-Za-z]{3} ([A-Za-z]{3}) (\d{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT([+-]\d{4})(?: \(.*\))?$/;

/** Null if the text is not a date in a known form. */
export function parseForeignDate(written: string): ForeignDate | null {
  const text = written.trim();
  const a = yearFirst.exec(text);
  if (a) return dateFrom(a[1], a[3], a[4], a.slice(5));
  const b = dayFirst.exec(text);
  if (b) return dateFrom(b[3], monthNumber(b[2]), b[1], b.slice(4));
  const c = monthFirst.exec(text);
  if (c) return dateFrom(c[3], monthNumber(c[1]), c[2], c.slice(4));
  const d = printed.exec(text);
  return d ? dateFrom(d[3], monthNumber(d[1]), d[2], [d[4], d[5], d[6], undefined, d[7]]) : null;
}

/** The day alone where a date in front matter has a time that can't be read, such as `13:017:00`. Null if there is no day either. */
export function parseLooseDate(written: string): ForeignDate | null {
  return parseForeignDate(written) ?? parseForeignDate(/^\s*(\d{4}-\d{1,2}-\d{1,2})[T ]/.exec(written)?.[1] ?? '');
}

/** The same instant with the parts that it has in a time zone. A date without a zone stays as it is. */
export function inZone(date: ForeignDate, timeZone: string): ForeignDate {
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(date.text) || !date.text.includes('T')) return date;
  try {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    const parts = Object.fromEntries(format.formatToParts(date.epochMs).map(({ type, value }) => [type, value]));
    const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts;
    return { ...date, year: year.padStart(4, '0'), month, day, hour, minute, second };
  } catch {
    return date;
  }
}

function monthNumber(name: string | undefined): string | undefined {
  const index = months.indexOf((name ?? '').slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

function dateFrom(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hours, minutes, seconds, half, zone]: readonly (string | undefined)[],
): ForeignDate | null {
  if (year === undefined || month === undefined || day === undefined) return null;
  const two = (part: string | number) => String(part).padStart(2, '0');
  const calendar = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (calendar.getUTCMonth() !== Number(month) - 1 || calendar.getUTCDate() !== Number(day)) return null;
  const clock = hours === undefined ? null : hourOf(Number(hours), half);
  if (clock !== null && (clock > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59)) return null;
  const offset = clock === null || zone === undefined ? '' : offsetOf(zone);
  if (offset === null) return null;
  const days = `${year}-${two(month)}-${two(day)}`;
  const clockText = `${two(clock ?? 0)}:${two(minutes ?? 0)}:${two(seconds ?? 0)}`;
  const isMidnight = clockText === '00:00:00' && (offset === '' || offset === 'Z');
  return {
    text: clock === null || isMidnight ? days : `${days}T${clockText}${offset}`,
    year,
    month: two(month),
    day: two(day),
    hour: two(clock ?? 0),
    minute: two(minutes ?? 0),
    second: two(seconds ?? 0),
    epochMs: Date.parse(`${days}T${clockText}${offset === '' ? 'Z' : offset}`),
  };
}

function hourOf(hours: number, half: string | undefined): number {
  if (half === undefined) return hours;
  return (hours % 12) + (/^p/i.test(half) ? 12 : 0);
}

/** An offset in our form; null if the zone is unknown. */
function offsetOf(zone: string): string | null {
  const known = zones[zone.toUpperCase()];
  if (known !== undefined) return known;
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  if (!/^[+-]/.test(zone) || Number(hours) > 14) return null;
  return `${sign}${hours.padStart(2, '0')}:${minutes}`;
}

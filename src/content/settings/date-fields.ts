// Dates as authors write them. A calendar day stays the same day for every reader; a time without a zone is in the site's zone. Never uses
// the zone or locale of the machine.

import type { PostDate } from '../../model/page.ts';

/** A mistake in a date. The message follows the field's name; its second line, if any, is a hint. */
export interface BadDate {
  readonly message: string;
}

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Parses `2026-11-21` or `2026-11-21T09:42:00+01:00`. Also takes a space for the `T`, `Z` for the offset, or no zone: then `timeZone` applies. */
export function parsePostDate(text: string, timeZone: string): PostDate | BadDate {
  const match = pattern.exec(text.trim());
  if (!match) return { message: `is not a date: \`${text}\`\nwrite it as \`2026-11-21\` or \`2026-11-21T09:42:00Z\`` };
  const [, year = '', month = '', day = '', hours, minutes = '00', seconds = '00', zone] = match;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(wall);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) {
    return { message: `is a day that does not exist: \`${year}-${month}-${day}\`` };
  }
  if (Number(year) < 1) return { message: 'has the year 0000\nuse a year from 0001 on' };
  if (Number(hours ?? 0) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return { message: `has a time that does not exist: \`${hours}:${minutes}:${seconds}\`` };
  }
  date.setUTCFullYear(Number(year));
  date.setUTCHours(Number(hours ?? 0), Number(minutes), Number(seconds));
  const offset = zone === undefined ? offsetMinutesAt(date.getTime(), timeZone) : offsetOf(zone);
  if (offset === null)
    return { message: `has an invalid time zone: \`${zone}\`\nuse \`Z\` or an offset such as \`+01:00\`` };
  const clock = `${hours ?? '00'}:${minutes}:${seconds}`;
  return {
    day: `${year}-${month}-${day}`,
    iso: `${year}-${month}-${day}T${clock}${printOffset(offset)}`,
    epochMs: date.getTime() - offset * 60_000,
  };
}

/** A moment, in seconds since the epoch, as a date in `timeZone`. */
export function postDateAt(seconds: number, timeZone: string): PostDate {
  const offset = timeZone === 'UTC' ? 0 : offsetAtInstant(seconds * 1000, timeZone);
  const wall = new Date(seconds * 1000 + offset * 60_000).toISOString().slice(0, 19);
  return { day: wall.slice(0, 10), iso: `${wall}${printOffset(offset)}`, epochMs: seconds * 1000 };
}

export function isBadDate(date: PostDate | BadDate): date is BadDate {
  return 'message' in date;
}

/** Whether dates can be computed in a zone of this IANA name. */
export function isTimeZone(name: string): boolean {
  // A call of Intl takes a fifth of a build in which nothing changed.
  if (name === 'UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

function offsetOf(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Offset of a zone from UTC, in minutes, at a wall-clock time there (given as if it were UTC). */
function offsetMinutesAt(wallMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  // The first guess may be on the other side of a clock change, so the second uses the corrected instant.
  const guess = offsetAtInstant(wallMs, timeZone);
  return offsetAtInstant(wallMs - guess * 60_000, timeZone);
}

function offsetAtInstant(epochMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(epochMs).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function printOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

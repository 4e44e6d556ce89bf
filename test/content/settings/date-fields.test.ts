// Dates as authors write them: the day, the instant and the message for an invalid one.

import { describe, expect, test } from 'vitest';
import { isBadDate, parsePostDate } from '../../../src/content/settings/date-fields.ts';

function check(text: string, zone: string, expected: string) {
  test(`${text} in ${zone}`, () => {
    const date = parsePostDate(text, zone);
    expect(
      isBadDate(date) ? date.message.split('\n')[0] : `${date.day} ${date.iso} ${new Date(date.epochMs).toISOString()}`,
    ).toBe(expected);
  });
}

describe('a calendar day stays that day in every zone', () => {
  check('2026-11-21', 'UTC', '2026-11-21 2026-11-21T00:00:00Z 2026-11-21T00:00:00.000Z');
  check('2026-11-21', 'Pacific/Kiritimati', '2026-11-21 2026-11-21T00:00:00+14:00 2026-11-20T10:00:00.000Z');
  check('2026-07-01', 'America/St_Johns', '2026-07-01 2026-07-01T00:00:00-02:30 2026-07-01T02:30:00.000Z');
});

describe('instants', () => {
  check('2026-11-21T09:42:00+01:00', 'UTC', '2026-11-21 2026-11-21T09:42:00+01:00 2026-11-21T08:42:00.000Z');
  check('2026-11-21 09:42:07Z', 'Europe/Berlin', '2026-11-21 2026-11-21T09:42:07Z 2026-11-21T09:42:07.000Z');
  check('2026-11-21 09:42 -0330', 'UTC', '2026-11-21 2026-11-21T09:42:00-03:30 2026-11-21T13:12:00.000Z');
});

describe('a time without a zone is in the zone of the site, also around clock changes', () => {
  check('2026-11-21 09:42', 'Europe/Berlin', '2026-11-21 2026-11-21T09:42:00+01:00 2026-11-21T08:42:00.000Z');
  check('2026-03-29 01:59', 'Europe/Berlin', '2026-03-29 2026-03-29T01:59:00+01:00 2026-03-29T00:59:00.000Z');
  check('2026-03-29 03:00', 'Europe/Berlin', '2026-03-29 2026-03-29T03:00:00+02:00 2026-03-29T01:00:00.000Z');
});

describe('the first and last dates', () => {
  check('1969-12-31', 'UTC', '1969-12-31 1969-12-31T00:00:00Z 1969-12-31T00:00:00.000Z');
  check('9999-12-31', 'UTC', '9999-12-31 9999-12-31T00:00:00Z 9999-12-31T00:00:00.000Z');
  check('0001-01-01', 'UTC', '0001-01-01 0001-01-01T00:00:00Z 0001-01-01T00:00:00.000Z');
  check('0000-01-01', 'UTC', 'has the year 0000');
});

describe('invalid dates', () => {
  check('2026-02-30', 'UTC', 'is a day that does not exist: `2026-02-30`');
  check('2025-02-29', 'UTC', 'is a day that does not exist: `2025-02-29`');
  check('2026-13-01', 'UTC', 'is a day that does not exist: `2026-13-01`');
  check('2026-11-21 24:00', 'UTC', 'has a time that does not exist: `24:00:00`');
  check('2026-11-21T10:00+25:00', 'UTC', 'has an invalid time zone: `+25:00`');
  check('21.11.2026', 'UTC', 'is not a date: `21.11.2026`');
  check('11/21/2026', 'UTC', 'is not a date: `11/21/2026`');
  check('2026-11-21 morning', 'UTC', 'is not a date: `2026-11-21 morning`');
});

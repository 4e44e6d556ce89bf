import { expect, test } from 'vitest';
import { dateProps, datePropsInYear, updateProps } from '../../src/site/date-format.ts';
import { dateOf } from './samples.ts';

function check(day: string, language: string, iso: string, text: string) {
  test(`${day} in ${language}`, () => expect(dateProps(dateOf(day), language)).toEqual({ iso, text }));
}

check('2026-11-21', 'en', '2026-11-21', 'November 21, 2026');
check('2026-11-21', 'en-GB', '2026-11-21', '21 November 2026');
check('2026-11-21T09:42:00+01:00', 'de', '2026-11-21T09:42:00+01:00', '21. November 2026');
check('2026-11-21T00:00:00+01:00', 'fr', '2026-11-21', '21 novembre 2026');
check('2026-11-21T23:59:00-11:00', 'es', '2026-11-21T23:59:00-11:00', '21 de noviembre de 2026');
check('1969-12-31', 'en', '1969-12-31', 'December 31, 1969');
check('9999-12-31', 'en', '9999-12-31', 'December 31, 9999');
check('0099-02-28', 'en', '0099-02-28', 'February 28, 99');
check('2026-11-21', 'ja', '2026-11-21', '2026年11月21日');
test('years are Gregorian in every language', () => {
  for (const language of ['th', 'fa', 'ar-SA']) {
    const latin = `${language}-u-nu-latn`;
    expect(dateProps(dateOf('2026-11-21'), latin).text).toContain('2026');
  }
});

test.each([
  ['2026-11-21', 'en', 'November 21'],
  ['2026-11-21', 'en-GB', '21 November'],
  ['2026-11-21T23:59:00-11:00', 'es', '21 de noviembre'],
])('%s in %s, without its year', (day, language, text) => {
  expect(datePropsInYear(dateOf(day), language)?.text).toBe(text);
});

test('a change on the day of publication is not an update', () => {
  const date = dateOf('2026-01-01');
  expect(updateProps(date, null, 'en')).toBeNull();
  expect(updateProps(date, dateOf('2026-01-01T12:00:00Z'), 'en')).toBeNull();
  expect(updateProps(date, dateOf('2026-01-02'), 'en')?.iso).toBe('2026-01-02');
  expect(updateProps(null, dateOf('2026-01-02'), 'en')?.iso).toBe('2026-01-02');
});

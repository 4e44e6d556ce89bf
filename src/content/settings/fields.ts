// The types of values in front matter, site.yaml and lab.yaml, as zod schemas over unparsed scalars, each with the JSON Schema for
// editors. The second line of a message is its hint. No field may return text with characters that a page can't contain.

import * as z from 'zod';
import { cleanText } from '../../text/clean-text.ts';
import { decodeStrictly } from '../../text/href.ts';
import { isPageAddress, type PermalinkKind, permalinkMistake } from '../../text/permalinks.ts';
import { isBadDate, isTimeZone, parsePostDate } from './date-fields.ts';

/** One line of text, without control characters and overrides of text direction, which could break pages and feeds. */
export function line(description: string) {
  return z
    .string({ error: 'must be text' })
    .transform((text) => cleanField(text).replace(/\s+/g, ' ').trim())
    .refine((text) => text !== '', { error: 'is empty' })
    .meta({ description, editor: { type: ['string', 'number', 'boolean'] } });
}

/** Text of any number of lines. */
export function prose(description: string) {
  return z
    .string({ error: 'must be text' })
    .transform(cleanField)
    .meta({ description, editor: { type: 'string' } });
}

/** `true`, `false`, `yes`, `no`, `on` or `off`, in upper or lower case. */
export function flag(description: string) {
  const editor = { anyOf: [{ type: 'boolean' }, { enum: ['yes', 'no', 'on', 'off'] }] };
  return z
    .string({ error: 'must be `true` or `false`' })
    .transform((text, context) => {
      const word = text.trim().toLowerCase();
      if (['true', 'yes', 'on'].includes(word)) return true;
      if (['false', 'no', 'off'].includes(word)) return false;
      return addIssue(context, `must be \`true\` or \`false\`, not \`${text}\``);
    })
    .meta({ description, editor });
}

/** A whole number from `min` to `max`. */
export function count(description: string, min: number, max: number) {
  return z
    .string({ error: 'must be a number' })
    .transform((text, context) => {
      const number = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
      if (number >= min && number <= max) return number;
      return addIssue(context, `must be a whole number from ${min} to ${max}, not \`${text}\``);
    })
    .meta({ description, editor: { type: 'integer', minimum: min, maximum: max } });
}

/** A date, with dates and times without a zone in `timeZone`. */
export function date(description: string, timeZone: string) {
  return z
    .string({ error: 'must be a date such as `2026-11-21`' })
    .transform((text, context) => {
      const parsed = parsePostDate(text, timeZone);
      return isBadDate(parsed) ? addIssue(context, parsed.message) : parsed;
    })
    .meta({ description, editor: { type: 'string' } });
}

/** A date, or `git`. */
export function dateOrGit(description: string, timeZone: string) {
  return z
    .string({ error: 'must be a date such as `2026-11-21`, or `git`' })
    .transform((text, context) => {
      if (text.trim() === 'git') return 'git' as const;
      const parsed = parsePostDate(text, timeZone);
      return isBadDate(parsed) ? addIssue(context, parsed.message) : parsed;
    })
    .meta({ description, editor: { type: 'string' } });
}

/** An IANA time zone. */
export function timeZone(description: string) {
  return z
    .string({ error: 'must be a time zone such as `Europe/Berlin`' })
    .refine(isTimeZone, { error: 'must be a time zone\nuse a name such as `Europe/Berlin` or `UTC`' })
    .meta({ description, editor: { type: 'string' } });
}

/** An `http:` or `https:` URL. */
export function webAddress(description: string) {
  const error = 'must be a web address\nstart it with `https://`';
  return z
    .string({ error })
    .refine(isWebAddress, { error })
    .meta({ description, editor: { type: 'string', format: 'uri' } });
}

/** A site address such as `/about/`, or a web address. */
export function address(description: string) {
  const error = 'must be an address\nstart it with `/` for a page of this site, or with `https://`';
  return z
    .string({ error })
    .refine((text) => isWebAddress(text) || isSiteAddress(text), { error })
    .meta({ description, editor: { type: 'string' } });
}

/** A root-relative address such as `/about/`. */
export function siteAddress(description: string) {
  const error = 'must be an address on this site\nstart it with a single `/`, without `..` and spaces';
  return z
    .string({ error })
    .refine(isSiteAddress, { error })
    .meta({ description, editor: { type: 'string', pattern: '^/' } });
}

/** The address of a page of this site, as a static host can serve it; decoded. `/a/index.html` is `/a/`. */
export function pageAddress(description: string) {
  const error =
    'must be the address of a page\nwrite it like `/2019/old-name.html`: it starts with `/`, ends with `/` or `.html`, and has no `?`, `#`, `..` or spaces';
  return z
    .string({ error })
    .transform((text, context) => {
      const url = /[?#\s]/.test(text)
        ? undefined
        : decodeStrictly(text)
            ?.normalize('NFC')
            .replace(/\/index\.html$/, '/');
      if (url !== undefined && isPageAddress(url)) return url;
      // Hugo accepts an address without the slashes at its ends.
      const whole = /^\/?[^/:]+(?:\/[^/:]+)*\/?$/.test(url ?? '')
        ? `/${url}${/\.html$/.test(url ?? '') ? '' : '/'}`
        : '';
      const address = whole.replace(/\/{2,}/g, '/');
      const isWhole = isPageAddress(address) && !/\.\w+\/$/.test(address);
      return addIssue(context, isWhole ? `must be the whole address of a page\nwrite \`${address}\`` : error);
    })
    .meta({ description, editor: { type: 'string', pattern: '^/' } });
}

/** An absolute URI, such as a web address, `tag:` or `urn:`. */
export function feedId(description: string) {
  const error = ({ input }: { readonly input?: unknown }) => {
    // Hexo numbers its posts, and others name them.
    const isForeign = typeof input === 'string' && /^[\w-]*$/.test(input);
    const wayOut = isForeign
      ? 'remove the line if another generator needed it: feeds then have the first address of the post'
      : 'copy it from the feed in which it was published';
    return `must be a web address, or begin with \`tag:\` or \`urn:\`\n${wayOut}`;
  };
  return z
    .string({ error })
    .regex(/^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i, { error })
    .meta({ description, editor: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:' } });
}

/** A pattern of addresses. */
export function permalink(description: string, kind: PermalinkKind) {
  return z
    .string({ error: 'must be text' })
    .transform((text, context) => {
      const pattern = text.trim().normalize('NFC');
      const mistake = permalinkMistake(pattern, kind);
      return mistake === null ? pattern : addIssue(context, mistake);
    })
    .meta({ description, editor: { type: 'string', pattern: '^/' } });
}

/** One of a few words. */
export function choice<const T extends readonly [string, ...string[]]>(description: string, words: T) {
  const error = `must be one of ${words.map((word) => `\`${word}\``).join(', ')}`;
  return z.enum(words, { error }).meta({ description, editor: { enum: [...words] } });
}

/** A BCP 47 tag. */
export function languageTag(description: string) {
  const error = 'must be a language tag\nuse one such as `en` or `pt-BR`';
  return z
    .string({ error })
    .refine(isLanguageTag, { error })
    .meta({ description, editor: { type: 'string' } });
}

/** A list. A single text counts as a list with one item. */
export function listOf<T extends z.ZodType>(item: T, description: string) {
  return z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(item, { error: 'must be a list' }))
    .meta({ description, editorAlso: 'item' });
}

/** A list. Anything else counts as a list with that item. */
export function oneOrMore<T extends z.ZodType>(item: T, description: string) {
  return z
    .preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item, { error: 'must be a list' }))
    .meta({ description, editorAlso: 'item' });
}

/** A record. A single text counts as a record with only the field `field`. */
export function recordOr<T extends z.ZodRawShape>(field: keyof T & string, shape: T, description: string) {
  const record = z.strictObject(shape, { error: `must be text, or fields such as \`${field}: …\`` });
  return z
    .preprocess((value) => (typeof value === 'string' ? { [field]: value } : value), record)
    .meta({ description, editorAlso: 'text' });
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text);
}

function isSiteAddress(text: string): boolean {
  return /^\/(?![/\\])/.test(text) && !/[\\\s]/.test(text) && !/(?:^|\/)\.\.?(?:\/|$)/.test(text);
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

/** Text for a setting: without overrides of text direction, with U+FFFD for characters that no page or feed can contain. */
export function cleanField(text: string): string {
  return cleanText(text.replace(/[\u202A-\u202E\u2066-\u2069]/g, ''));
}

function addIssue(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

// Decodes random front matter and damaged front matter of real posts. The result must be a mapping or a diagnostic, in time, the same each
// time and with any line ends, with spans inside the file. Decoding must never run code or have any other side effect.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeFrontMatter } from '../../src/content/front-matter/meta.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import { decodeToml } from '../../src/content/settings/toml-record.ts';
import { isError } from '../../src/model/diagnostic.ts';
import { siteFile } from '../../src/model/settings.ts';
import { randomRun } from '../support/random.ts';
import { expectSound, type Watch, watchEffects } from './oracle.ts';

const path = 'content/posts/fuzz.md';
const { markdown } = decodeSiteConfig(null, { url: null }).value;
const cases = randomRun('cases', { quick: 150, full: 600, soak: 20_000 });
let watch: Watch;

beforeAll(() => {
  watch = watchEffects();
});
afterAll(() => watch.end());

/** Code that other readers of front matter would run. */
const programs = [
  'globalThis.octavoCanary = 1',
  "require('node:fs').writeFileSync('/tmp/octavo-canary', '')",
  'process.exit(3)',
  "{ title: require('node:child_process').execSync('touch /tmp/octavo-canary') }",
  "!!js/function 'function () { globalThis.octavoCanary = 1 }'",
  '!!js/eval "globalThis.octavoCanary = 1"',
  '<%= globalThis.octavoCanary = 1 %>',
  '${globalThis.octavoCanary = 1}',
  '{{ constructor.constructor("globalThis.octavoCanary = 1")() }}',
];
const words = [
  'js',
  'JS',
  ' javascript',
  'json',
  ' json5',
  'coffee',
  'cson',
  'toml',
  'yaml',
  ' yml',
  'constructor',
  '__proto__',
  'toString',
  '-',
  'more',
  ' ',
  '\t',
  '\u00A0',
  '\uFEFF',
  ';js',
  '\0js',
];
const keys = [
  'title',
  'date',
  'updated',
  'description',
  'tags',
  'series',
  'slug',
  'draft',
  'unlisted',
  'aliases',
  'author',
  'authors',
  'canonical',
  'cover',
  'translations',
  'toc',
  'excerpt',
  'notice',
  'license',
  'lang',
  'url',
  'name',
  'part',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toJSON',
  '<<',
  '? x',
  '"title"',
  'ti tle',
  '日本',
  '',
  '-',
  '...',
  '---',
];
const values = [
  'T',
  '2026-11-21',
  '2026-02-30',
  '2026-11-21T25:00',
  '9999-12-31',
  '0000-00-00',
  'yes',
  'no',
  '~',
  'null',
  '012',
  '1e3',
  '.inf',
  '[a, b]',
  '[a',
  '{a: b}',
  '{a',
  '{__proto__: {draft: yes}}',
  '{name: S, part: 1}',
  '[[[[]]]]',
  '[*a]',
  '&a x',
  '*a',
  '!x y',
  '"a\\u0000b"',
  '"\\uD800"',
  '"\\x1b[2J"',
  '‮x',
  'a\x07',
  '﷐0﷑',
  "'it''s'",
  '"',
  "'",
  '|',
  '>',
  '|2-',
  '>+',
  '\n  - a\n  - b',
  '\n  a: b',
  '../../x',
  '/../x',
  '..',
  '//evil.example',
  'javascript:alert(1)',
  'https://example.org',
  '/a/',
  'a: b',
  'a #b',
  '#',
  '%',
  '@',
  '`',
  '	',
  '|\n  a\n  ---\n  b',
  '|\n  a\n---\n  b',
  '"a\n  b"',
  'a\n  b',
  '\n\n  a',
  '-',
  '- - - a',
  '? a\n: b',
  '[{a: [{b: [c]}]}]',
];
const marks = [
  '---',
  '---',
  '---',
  '----',
  '--',
  '+++',
  '{',
  '-----',
  '...',
  '***',
  '—',
  ' ---',
  '\t---',
  '--- ',
  '---\t',
];
const bodies = ['', 'Text.\n', '---\n', '---\ntitle: U\n---\n', '<!--more-->', '\0'];

const pick = (from: readonly string[]) => fc.constantFrom(...from);
const field = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(pick(keys), pick([': ', ': ', ': ', ':', ' : ', ':\t']), pick([...values, ...programs]))
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: pick([...values, ...programs]) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);
const sound = pick([
  'title: T\ndate: 2026-11-21',
  'title: T\ndate: 2026-11-21\ntags: [a]',
  'title: T',
  'title: T\ndate: 2026-11-21\nexcerpt: |\n  a \n  b',
]);
const written = fc
  .tuple(
    pick(['', '', '', '\uFEFF', '\n', ' ', '\0']),
    pick(marks),
    fc.oneof(fc.constant(''), pick(words)),
    fc.oneof(sound, fc.constant('')),
    fc.array(field, { maxLength: 6 }),
    pick(['', '', '  ', '\t']),
    fc.oneof({ weight: 5, arbitrary: fc.constant('---') }, { weight: 1, arbitrary: pick([...marks, ...words, '']) }),
    pick(bodies),
  )
  .map(([before, mark, word, start, fields, indent, end, body]) => {
    const lines = fields.map((line) => indent + line);
    return [`${before}${mark}${word}`, start, ...lines, end, body].filter((line) => line !== '').join('\n');
  });

const posts = join(import.meta.dirname, '..', '..', 'content');
const real = readdirSync(posts, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(posts, name), 'utf8').slice(0, 2000));
const toml =
  '+++\ntitle = "T"\ndate = 2026-11-21\ntags = ["a", \'b\']\nlicense.name = "L"\n[series]\nname = "S"\npart = 1\n[[translations]]\nlang = "de"\nurl = "/a/"\ntitle = "T"\n+++\nText.\n';
const samples = [
  '---\ntitle: T\ndate: 2026-11-21\ntags: [a, b]\nseries: {name: S, part: 1}\n---\nText.\n',
  toml,
  toml,
  toml,
  ...real,
];

/** The start of a real file in which ranges are removed, repeated or replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(20), pick([...values, ...programs, ...words, ...marks, '\n', '\r', '\r\n', ':', ' '])),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([text, cuts]) =>
    cuts.reduce((left, [at, length, put]) => {
      // Mostly in the front matter.
      const start = at % Math.min(left.length + 1, 300);
      return left.slice(0, start) + put + left.slice(start + length);
    }, text),
  );

describe(`front matter (${cases.label})`, () => {
  test('random', () => check(written, 0.7));
  test('damaged', () => check(damaged, 0.3));
});

function check(texts: fc.Arbitrary<string>, share: number): void {
  fc.assert(
    fc.property(texts, (text) => expectMappingOrDiagnostic(text)),
    { numRuns: Math.ceil(cases.count * share), seed: cases.seed },
  );
}

function decode(text: string) {
  const { value, effects } = watch.during(() => decodeFrontMatter({ path, text }, 'post', markdown, decodeToml));
  expect(effects).toEqual([]);
  return value;
}

function tookMs(text: string): number {
  const started = performance.now();
  decode(text);
  return performance.now() - started;
}

function expectMappingOrDiagnostic(text: string): void {
  const { value, diagnostics } = decode(text);
  // Decoding takes about 10 ms: a limit for what hangs, not for a slow or busy machine.
  expect(tookMs(text)).toBeLessThan(20_000);
  expect(value.broken).toBe(diagnostics.some((one) => isError(one) && one.code !== 'front-matter/unknown-key'));
  expectSound(diagnostics, { path, text });
  expect(value.bodyStart).toBeGreaterThanOrEqual(0);
  expect(value.bodyStart).toBeLessThanOrEqual(text.length);
  expect(decode(text)).toStrictEqual({ value, diagnostics });
  expectHarmlessMeta(value.meta);
  // The same with any line ends, unless the text already has lone CRs.
  if (/\r/.test(text)) return;
  for (const end of ['\r\n', '\r']) {
    const other = decode(text.replaceAll('\n', end));
    expect(other.value.meta).toEqual(value.meta);
    expect(other.value.excerpt?.text).toBe(value.excerpt?.text);
    expect(other.diagnostics.map(({ code }) => code)).toEqual(diagnostics.map(({ code }) => code));
  }
}

function expectHarmlessMeta(meta: ReturnType<typeof decode>['value']['meta']): void {
  expect(JSON.parse(JSON.stringify(meta))).toStrictEqual(meta);
  expect(Object.getPrototypeOf(meta)).toBe(Object.prototype);
  for (const text of stringsIn(meta)) expect(text).toMatch(harmless);
  expect(meta.slug).not.toMatch(/^\.{0,2}$|[/\\]/);
  expect(meta.cover ?? 'public/').toMatch(/^(?:content|public)\/(?!.*(?:^|\/)\.\.(?:\/|$))/s);
  for (const alias of meta.aliases) expect(alias).toMatch(/^\/(?![/\\])(?!.*\/\.\.(?:\/|$))/s);
  expect(meta.canonical ?? 'https://x').toMatch(/^https?:\/\//i);
  for (const { url } of meta.translations) expect(url).toMatch(/^(?:https?:\/\/|\/(?!\/))/i);
}

// oxlint-disable-next-line no-control-regex
const harmless =
  /^[^\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF\u202A-\u202E\u2066-\u2069\uD800-\uDFFF]*$/u;

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

describe('random settings', () => {
  test(cases.label, () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        const { value, effects } = watch.during(() => decodeSiteConfig({ path: siteFile, text }, { url: null }));
        expect(effects).toEqual([]);
        expectSound(value.diagnostics, { path: siteFile, text });
        expect(JSON.parse(JSON.stringify(value.value))).toStrictEqual(value.value);
        for (const { href } of value.value.nav ?? []) expect(href).toMatch(/^(?:https?:\/\/|\/(?!\/))/i);
      }),
      { numRuns: Math.ceil(cases.count / 5), seed: cases.seed },
    );
  });
});

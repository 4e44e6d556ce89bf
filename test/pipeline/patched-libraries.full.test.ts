// The patches that the launcher applies to libraries: each still finds its code, and pages are the same as without them.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patchedLibraries, quickerText } from '../../scripts/patched-libraries.mjs';
import { grammars } from '../../src/content/code/grammars.ts';
import { parsePage } from '../../src/content/page.ts';
import { decodeSiteConfig } from '../../src/content/settings/site-settings.ts';
import { bundleModule } from '../support/bundled.ts';
import { caseFiles } from '../support/cases.ts';
import { randomRun } from '../support/random.ts';

const repository = join(import.meta.dirname, '..', '..');
const { markdown: config } = decodeSiteConfig(null, { url: null }).value;
const folder = mkdtempSync(join(tmpdir(), 'octavo-test-'));
const missed: string[] = [];
let quick: typeof parsePage;

beforeAll(async () => {
  const plugin = patchedLibraries((file, text) => missed.push(`${file}: ${text}`));
  const page = await bundleModule('src/content/page.ts', folder, [plugin]);
  const bundle: { parsePage: typeof parsePage } = await import(page.href);
  quick = bundle.parsePage;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(body: string): Promise<void> {
  const text = `---\ntitle: A\ndate: 2026-01-01\n---\n${body}`;
  const request = { source: { path: 'content/posts/a.md', text }, includes: {} };
  const [quicker, usual] = [await quick(request, config), await parsePage(request, config)];
  // Pages are large and nearly always equal, so they are compared part by part only if they differ.
  if (JSON.stringify(quicker) !== JSON.stringify(usual)) expect(quicker).toEqual(usual);
}

test('each change finds what it changes', () => {
  expect(missed).toEqual([]);
});

test('a file with another text is left as it is', () => {
  const file = 'mdast-util-from-markdown/lib/index.js';
  const text = readFileSync(join(repository, 'node_modules', file), 'utf8');
  expect(quickerText(file, text)).not.toBe(text);
  const other = text.replace('.type].call({', '.type].call(null, {');
  expect(other).not.toBe(text);
  expect(quickerText(file, other)).toBe(other);
});

const fixtures = join(repository, 'test', 'content', 'fixtures');
test.each(['commonmark-0.31.2.json', 'gfm-extensions.json'])('%s', { timeout: 60_000 }, async (name) => {
  const examples: { markdown: string }[] = JSON.parse(readFileSync(join(fixtures, name), 'utf8'));
  for (const { markdown } of examples) await check(markdown);
});

const posts = join(repository, 'content', 'posts');
test.each(readdirSync(posts))('%s', (name) => check(readFileSync(join(posts, name, 'index.md'), 'utf8')));

const code = readdirSync(posts).flatMap((name) =>
  Array.from(
    readFileSync(join(posts, name, 'index.md'), 'utf8').matchAll(/^```\w+.*\n([^]*?)^```$/gm),
    ([, block = '']) => block.slice(0, 300),
  ),
);
// Code with features that the posts' code lacks: nested markup, templates, rules that begin where another ends.
const rare = [
  '<style>a { color: #fff } .b:hover{}</style><script>let a = `${b + `c`}`;</script>',
  '<div class="a" {{#if x}}b{{/if}}>{% block c %}<%= d %></div> <?php echo "{$y}"; ?>',
  'const f = (a, b) => <A b={1}>{c}</A>; type T<U> = U[]; @D() class E extends F {} x.map(y => y);',
  'def f(a, b = 2): pass # c\nlet s = r#"a"#; \'l: loop { println!("{}", 1_000u64) }',
  'cat <<\'E\' | sed "s/$a/${b:-c}/"\n$(x)\nE\n%w(a b) :sym /re/i #{x}\n-- a\n(* b *) {- c -} {| d |} // e',
  '@f: #g; .h(@i) when (default()) { j: k(~"l") }\nfun <T> m(n: Int): String = "$o" // p\nq(r) -> s; t(U) when U > 1 -> {v, W}.',
].join('\n');
const sample = code.join('').slice(0, 12_000) + rare;
test.each(Object.keys(grammars))('code in %s', (name) => check(`\`\`\`\`${name}\n${sample}\n\`\`\`\`\n`));

describe.each(caseFiles())('$name', ({ cases }) => {
  test.each(cases)('$name', async ({ blocks }) => {
    for (const { title, text } of blocks) if (title === 'text') await check(text);
  });
});

const marks =
  'a b. |w|*|**|_|`|``|~~|\\|&amp;|[x](y.md)|![i](p.png "t")|[r]|[^1]|é|\0|\t|https://a.b/c|www.a.b |me@a.b |<b>|<!-- c|-->|$$|"q"|😀';
const blocks =
  '  \n|\n|\n\n|\r\n|\r|    |\n> |\n- |\n1. |\n# |\n===\n|\n---\n|\n```js\n|\n~~~\n|- [ ] t|\n\n[r]: u.md\n\n|\n\n[^1]: n\n\n';
const pieces = [...marks.split('|'), ...blocks.split('|'), '\n\n| a | b |\n|---|:-:|\n| c | d |\n'];

const runs = randomRun('texts', { full: 200, soak: 20_000 });

test(`random texts (${runs.label})`, { timeout: 60_000 + 100 * runs.count }, async () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((all) => all.join(''));
  await fc.assert(fc.asyncProperty(text, check), { seed: runs.seed, numRuns: runs.count });
});

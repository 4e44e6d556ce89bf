// Very large input: many tags, deep folders, long texts, long series, long titles. All of it builds, or is rejected with its position.

import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { isError } from '../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { randomRun } from '../support/random.ts';
import { cleanBuild } from '../support/rig.ts';

const timeout = 600_000;
const site = { 'content/site.yaml': 'title: Site\nurl: https://example.org\n' };

function post(lines: string, body = 'Text.\n\n<!--more-->\n'): string {
  return `---\ndate: 2026-11-02\n${lines}\n---\n${body}`;
}

async function built(files: { readonly [path: string]: string }) {
  const root = scratchFolder();
  writeFiles(root, { ...site, ...files });
  const { diagnostics, outputs } = await cleanBuild(root);
  return { errors: diagnostics.filter(isError).map(({ code, at }) => `${at?.path} ${code}`), diagnostics, outputs };
}

async function builtWell(files: { readonly [path: string]: string }) {
  const { errors, outputs } = await built(files);
  expect(errors).toEqual([]);
  expect(outputs).not.toBeNull();
  return outputs ?? {};
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

const tags = randomRun('tags', { full: 400, soak: 10_000 });
test(`a site of many tags (${tags.label})`, { timeout }, async () => {
  const perPost = 40;
  const files = numbers(Math.ceil(tags.count / perPost)).map((number) => {
    const names = numbers(perPost).map((index) => `tag ${number * perPost + index}`);
    return [`content/posts/p${number}.md`, post(`title: Post ${number}\ntags: [${names.join(', ')}]`)] as const;
  });
  const outputs = await builtWell(Object.fromEntries(files));
  const pages = Object.keys(outputs).filter((path) => /^tags\/[^/]+\/index\.html$/.test(path));
  expect(pages.length).toBe(tags.count);
  expect(Object.keys(outputs).filter((path) => /^tags\/[^/]+\/feed\.xml$/.test(path)).length).toBe(tags.count);
  expect(outputs['tags/index.html']?.match(/<li>/g)?.length).toBe(tags.count);
});

const same = randomRun('alike', { full: 300, soak: 3_000 });
test(`names that all give the same part of an address (${same.label})`, { timeout }, async () => {
  const names = numbers(same.count).map(
    (number) => `"C${'!'.repeat(number % 60)}${'?'.repeat(Math.floor(number / 60))}"`,
  );
  const files = numbers(Math.ceil(same.count / 50)).map((number) => {
    const some = names.slice(number * 50, number * 50 + 50);
    return [`content/posts/p${number}.md`, post(`title: Post ${number}\ntags: [${some.join(', ')}]`)] as const;
  });
  const outputs = await builtWell(Object.fromEntries(files));
  expect(Object.keys(outputs).filter((path) => /^tags\/[^/]+\/index\.html$/.test(path)).length).toBe(same.count);
});

const depth = randomRun('folders', { full: 50, soak: 200 });
test(`nested folders (${depth.label})`, { timeout }, async () => {
  const folder = `content/posts/${'d/'.repeat(depth.count)}deep`;
  const up = '../'.repeat(depth.count + 1);
  const outputs = await builtWell({
    [`${folder}/index.md`]: post('title: Deep', `[Up](${up}top.md) and [a file](notes.txt)\n\n<!--more-->\n`),
    [`${folder}/notes.txt`]: 'Notes.\n',
    'content/posts/top.md': post('title: Top', `[Down](${'d/'.repeat(depth.count)}deep/index.md)\n\n<!--more-->\n`),
    [`public/${'p/'.repeat(depth.count)}file.txt`]: 'A file.\n',
  });
  expect(outputs['posts/deep/index.html']).toContain('href="../top/"');
  expect(outputs['posts/top/index.html']).toContain('href="../deep/"');
  expect(Object.keys(outputs).filter((path) => path.startsWith('assets/notes-')).length).toBe(1);
  expect(outputs[`${'p/'.repeat(depth.count)}file.txt`]).toBe('A file.\n');
});

test('a post of five megabytes is rejected with its position, and the others are checked', { timeout }, async () => {
  const { errors } = await built({
    'content/posts/large.md': post('title: Large', 'A line of words.\n\n'.repeat(300_000)),
    'content/posts/code.md': post('title: Code', `\`\`\`go\n${'x := 1 // a line of code\n'.repeat(200_000)}\`\`\`\n`),
    'content/posts/line.md': post('title: Line', 'x'.repeat(5_000_000)),
    'content/posts/other.md': post('title: Other', '[broken](nowhere.md)\n\n<!--more-->\n'),
  });
  const large = ['code', 'large', 'line'].map((name) => `content/posts/${name}.md markdown/too-long`);
  expect(errors).toEqual([...large, 'content/posts/other.md link/broken']);
});

const parts = randomRun('parts', { full: 80, soak: 1_000 });
test(`a series of many parts (${parts.label})`, { timeout }, async () => {
  const files = numbers(parts.count).map(
    (number) =>
      [
        `content/posts/p${number}.md`,
        post(`title: Post ${number}\nseries: {name: S, part: ${parts.count - number}}`),
      ] as const,
  );
  const outputs = await builtWell(Object.fromEntries(files));
  const order = [...(outputs['series/s/index.html'] ?? '').matchAll(/posts\/p(\d+)\//g)].map(([, number]) =>
    Number(number),
  );
  expect(order).toEqual(numbers(parts.count).toReversed());
});

describe('a title of ten thousand characters', () => {
  test('is complete in pages and feeds', { timeout }, async () => {
    const title = `${'Words & <signs> "quoted" '.repeat(400)}end`;
    const outputs = await builtWell({
      'content/posts/long.md': post(
        `title: '${title}'\ntags: ['${title}']\nseries: '${title}'\ndescription: '${title}'`,
      ),
      'content/posts/other.md': post('title: Other', '[Long](long.md)\n\n<!--more-->\n'),
    });
    for (const [path, text] of Object.entries(outputs)) {
      for (const step of path.split('/')) expect(Buffer.byteLength(step)).toBeLessThanOrEqual(255);
      if (path.endsWith('.xml')) expectWellFormed(text);
      if (path.endsWith('.json')) JSON.parse(text);
    }
    const feed = JSON.parse(outputs['feed.json'] ?? '{}') as { items: { title: string }[] };
    expect(feed.items.map((item) => item.title)).toContain(title.replaceAll('"quoted"', '“quoted”'));
    expect(outputs['posts/long/index.html']).toContain('&lt;signs');
  });
});

function expectWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (problem) => {
    throw problem;
  });
  parser.write(xml).close();
}

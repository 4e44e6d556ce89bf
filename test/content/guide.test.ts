// The guides on writing show the source of every feature and the feature itself: both must be in one of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { frontMatterSchema } from '../../src/content/front-matter/schema.ts';

const guide = ['writing', 'explaining']
  .map((name) => readFileSync(join(import.meta.dirname, `../../content/pages/${name}.md`), 'utf8'))
  .join('\n');
const block = /^````markdown\n(.*?)^````\n/gms;
const sources = [...guide.matchAll(block)].map(([, source = '']) => source).join('\n');
const rendered = guide.replace(block, '');

const features: readonly string[] = [
  '**strong**, *emphasis*, ~~struck out~~, `code`, -- like these "here"',
  'a footnote[^notes]',
  '[^notes]: A',
  '- [x] a finished',
  '- [ ] an open',
  '|:-----|------:|--------------|',
  '{#sockets-again}',
  '](about.md)',
  '](#sockets-again)',
  '](https://example.org/)',
  '](/tags/)',
  '](writing/shop.go)',
  '<kbd>',
  '<sub>',
  '<details><summary>',
  '```go title="main.go" {3} numbers',
  '```go diff',
  '```go file=writing/shop.go lines=8-11',
  '```go file=writing/shop.go region=sell title="',
  '// <1>\n',
  '```python file=explaining/shop.py region=sell\n```\n\n2. The lock',
  '```console annotate=2,3\n',
  '```go tab="Go"\n',
  '```python tab="Python"\n',
  '```go /left/ focus=8-9 collapse=1-5\n',
  '```plot x=size y=copy,mmap log=xy',
  '```plot kind=bar series=way',
  '```plot kind=histogram x=ms file=explaining/latency.csv',
  '```console\n$ printf',
  '> two\n',
  '# id -u',
  '```dot alt="',
  'caption="',
  '[class=accent]',
  '```dot file=writing/shop.dot alt="',
  '```sequence alt="',
  '```mermaid alt="',
  'participant B as Browser',
  'loop each',
  'Note over',
  '> [!NOTE]\n',
  '$$e^{i\\pi} + 1 = 0$$ costs neither $5 nor $6',
  '```math\n',
  '](writing/mandelbrot.jpg "The Mandelbrot set',
];

test.each(features)('%j', (written) => {
  expect(sources).toContain(written);
  expect(rendered).toContain(written);
});

test('every kind of callout, every field of front matter, and `<!--more-->`', () => {
  for (const kind of ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION']) expect(rendered).toContain(`\n> [!${kind}]\n`);
  expect(rendered).toContain('`<!--more-->`');
  const fields = Object.keys(frontMatterSchema('UTC', true).shape);
  const documented = new Set(rendered.match(/(?<=^\|[^|]*`)\w+(?=`[^|]*\|)/gm));
  expect(fields.filter((field) => !documented.has(field))).toEqual([]);
});

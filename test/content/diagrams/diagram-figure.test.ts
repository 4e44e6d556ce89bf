// The image of a diagram in feeds: a `data:` URL that is a complete SVG document.

import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { pageOf } from '../../support/shown.ts';

test('the image for feeds is a well-formed document with its own colors', async () => {
  const built = await pageOf('```dot alt="x"\ndigraph { a -> "ö & <é>" [label="50% #1 \'q\'"] }\n```\n');
  const slot = built.value.body.html.find((part) => typeof part !== 'string');
  const feed = slot?.kind === 'per-output' ? slot.feed.join('') : '';
  const address = /src="data:image\/svg\+xml,([^"]*)"/.exec(feed)?.[1] ?? '';
  expect(address).toMatch(/^[\w%.()~!*,:;=/-]+$/);
  const names: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (failure) => {
    throw failure;
  });
  parser.on('opentag', ({ name }) => names.push(name));
  parser.write(decodeURIComponent(address)).close();
  expect(names.slice(0, 3)).toEqual(['svg', 'style', 'g']);
  expect(decodeURIComponent(address)).toContain('50% #1');
});

test('Mermaid without a text: a warning, and screen readers say the words in the drawing, each once', async () => {
  const nameOf = async (source: string) => {
    const built = await pageOf(`\`\`\`mermaid\n${source}\n\`\`\`\n`);
    const missing = built.diagnostics.filter(({ code }) => code === 'diagram/missing-alt');
    expect(missing.map(({ severity }) => severity)).toEqual(['warning']);
    return /aria-label="([^"]*)"/.exec(JSON.stringify(built.value.body.html).replaceAll('\\"', '"'))?.[1];
  };
  const chart = 'flowchart LR\n  A["Cache & queue"] -- "a < b" --> B[Store]\n  B --> A';
  expect(await nameOf(chart)).toBe('Cache &amp; queue, Store, a &lt; b');
  expect(await nameOf('sequenceDiagram\n  Ann->>Bob: Hello\n  Bob-->>Ann: Hello')).toBe('Ann, Bob, Hello');
  expect(await nameOf('flowchart LR\n  A["**Two** queues"]')).toBe('Two queues');
  const long = `flowchart LR\n${Array.from({ length: 40 }, (_, at) => `  n${at}[A long label ${at}]`).join('\n')}`;
  expect(await nameOf(long)).toMatch(/^.{300}…$/);
});

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

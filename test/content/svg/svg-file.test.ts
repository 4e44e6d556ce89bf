// SVG files as they are published: anything that runs code or loads files is removed with a warning, and nothing else changes.

import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { cleanSvg } from '../../../src/content/svg/svg-file.ts';
import { hostileSvgs } from '../../support/hostile-svg.ts';

const path = 'content/posts/a/x.svg';

/** Everything unsafe in a file, found with a parser that is not ours. */
function findings(text: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (problem) => found.push(problem.message));
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (uri !== 'http://www.w3.org/2000/svg' || /^(?:script|foreignObject|iframe|handler)$/i.test(local))
      found.push(`<${local}>`);
    for (const { local: name, value } of Object.values(attributes)) {
      if (/^on/i.test(name) || name === 'base') found.push(name);
      if (name === 'href' && !/^(?:#|https?:|mailto:|data:image\/)/.test(value)) found.push(value);
      if (/evil/.test(value)) found.push(value);
    }
  });
  parser.on('text', (words) => void (/evil/.test(words) && found.push(words)));
  parser.on('cdata', (words) => void (/evil/.test(words) && found.push(words)));
  parser.write(text).close();
  return found;
}

describe('hostile files', () => {
  for (const [name, [text, codes]] of Object.entries(hostileSvgs))
    test(name, () => {
      const { value, diagnostics } = cleanSvg(path, text);
      expect(diagnostics.map(({ code }) => code)).toEqual(codes);
      if (codes[0] === 'svg/malformed') expect(value).toBe(null);
      else expect(findings(value ?? '')).toEqual([]);
      for (const { at } of diagnostics) expect(text.slice(at?.start, at?.end)).not.toBe('');
    });
});

const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">';

describe('harmless files are not changed', () => {
  const drawings: readonly string[] = [
    `${open}<title>A &amp; B</title><desc>…</desc><g  fill='red'\n><path d="M0 0L9 9"/></g></svg>\n`,
    `${open}<!-- CC BY 4.0, by <me> --><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/></svg>`,
    `${open}<style>.a { fill: url("#a"); } @font-face { src: url(data:font/woff2;base64,AA==) }</style></svg>`,
    `${open}<style><![CDATA[ a > b { fill: red } ]]></style><use href="#b"/></svg>`,
    `${open}<a href="https://example.org/?a=1&amp;b=2"><text>x</text></a><a href="../a.html"/></svg>`,
    `${open}<image href="data:image/png;base64,AA=="/><image href="data:image/svg+xml,%3Csvg/%3E"/></svg>`,
    `${open}<rect><animate attributeName="fill" values="red;blue" dur="1s"/></rect><g id="once" class="on"/></svg>`,
    `${open}<g xmlns:inkscape="urn:i" inkscape:label="url(x)" aria-label="\\o/"/></svg>`,
  ];
  for (const text of drawings) test(text, () => expect(cleanSvg(path, text)).toEqual({ value: text, diagnostics: [] }));
});

describe('removed without a warning', () => {
  const files: readonly (readonly [written: string, published: string])[] = [
    [`\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?>\n${open}</svg>`, `\uFEFF\n${open}</svg>`],
    [`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">${open}</svg>`, `${open}</svg>`],
    [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i"><i:view a="b"><i:c>text</i:c></i:view><g/></svg>`,
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i"><g/></svg>`,
    ],
  ];
  for (const [written, published] of files)
    test(published, () => expect(cleanSvg(path, written)).toEqual({ value: published, diagnostics: [] }));
});

test('warnings of the same kind are reported once, at the first place', () => {
  const text = `${open}${'<g onclick="x"><foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></g>'.repeat(3)}</svg>`;
  const { value, diagnostics } = cleanSvg(path, text);
  expect(value).toBe(`${open}<g></g><g></g><g></g></svg>`);
  expect(diagnostics.map(({ message, at }) => [message, text.slice(at?.start, at?.end)])).toEqual([
    ['attribute `onclick` of `<g>` is removed, here and in 2 more places', ' onclick="x"'],
    ['`<foreignObject>` is removed from this image, here and in 2 more places', '<foreignObject>'],
  ]);
});

describe('a style keeps what is harmless', () => {
  const styles: readonly (readonly [written: string, published: string])[] = [
    ['@import "http://evil.test/x"; .a { fill: red }', ' .a { fill: red }'],
    ['.a { fill: url(http://evil.test/x) } .b { fill: url(#b) }', '.a { fill: none } .b { fill: url(#b) }'],
    [".a > .b { fill: url('http://evil.test/x') }", '.a &gt; .b { fill: none }'],
    ['.a { fill: u\\72l(http://evil.test/x) }', ''],
  ];
  for (const [written, published] of styles)
    test(written, () =>
      expect(cleanSvg(path, `${open}<style>${written}</style></svg>`).value).toBe(
        `${open}<style>${published}</style></svg>`,
      ),
    );
});

test('a large file of unclosed openings takes linear time', () => {
  for (const part of [
    '<g ',
    '<g a="',
    '<!--',
    '<![CDATA[',
    '<?x ',
    '<!DOCTYPE "',
    '&',
    '<g>',
    '<style>',
    '<a href="',
    'url(',
  ]) {
    const { diagnostics } = cleanSvg(path, open + part.repeat(200_000 / part.length));
    expect(diagnostics.map(({ code }) => code)).toEqual(['svg/malformed']);
  }
});

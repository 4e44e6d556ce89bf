// Nothing of the source leaks: one list of words that must be in no byte of `dist/` and in no name of a file, decoded wherever a format
// encodes them. Each is in a place that some output could copy: comments, drafts, metadata of images, hidden and unused files.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unescape } from 'node:querystring';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { startProcess } from '../support/rig.ts';

const theme = join(import.meta.dirname, '..', '..', 'templates');
const timeout = 60_000;

/** Every canary starts with this. It is valid in names, addresses, EXIF and code. */
const canary = 'kanarie';

const post = `---
title: Public # ${canary}-yaml
date: 2026-11-01
tags: [one]
excerpt: "An <!-- ${canary}-excerpt --> excerpt"
notice: "A <!-- ${canary}-notice --> notice"
---
<!-- ${canary}-block -->

Text <!-- ${canary}-inline --> with a note.[^1]

<!--more-->

<!--
${canary}-lines

${canary}-more-lines
-->

Characters: \u0007 \u001B[31m \u009B \uFFFE, in code \`\u0007\`.

\`\`\`text file=code.txt
\`\`\`

\`\`\`js title="a\u0007b"
x\u0007y\u001B[0m
\`\`\`

## Heading <!-- ${canary}-heading --> \u{FDD0}0\u{FDD1}

<div><!-- ${canary}-div --><p>shown<!--> too --!>

![alternative <!-- ${canary}-alt --> text](photo.jpg "caption <!-- ${canary}-caption -->")
![photo](photo.png) ![photo](photo.webp) [photo](photo.avif) ![photo](/photo.jpg)

| a <!-- ${canary}-head --> | b |
|---|---|
| c <!-- ${canary}-cell --> | d |

- [x] task <!-- ${canary}-task -->

> [!NOTE]
> callout <!-- ${canary}-callout -->

[link <!-- ${canary}-link -->](/tags/)

[^1]: The note. <!-- ${canary}-footnote -->

<!-- ${canary}-unclosed
`;

function withMetadata(image: Sharp, format: 'jpeg' | 'webp' | 'avif' | 'png' | 'tiff'): Promise<Buffer> {
  const exif = {
    IFD0: { ImageDescription: `${canary}-description`, Artist: `${canary}-artist` },
    IFD3: { GPSMapDatum: `${canary}-gps`, GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
  };
  const xmp = `<?xpacket?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${canary}-xmp</a></x:xmpmeta>`;
  return image
    .withMetadata({ orientation: 6 })
    .withExifMerge(exif)
    .withXmp(xmp)
    .withIccProfile('p3')
    .toFormat(format)
    .toBuffer();
}

async function site(): Promise<{ readonly [path: string]: string | Uint8Array }> {
  const image = () => sharp(png({ width: 400, height: 40 }));
  const text = new TextEncoder().encode(`Comment\0${canary}-text`);
  const jpeg = await withMetadata(image(), 'jpeg');
  const comment = Buffer.from(`\u00ff\u00fe\0\u000f${canary}-com!!`, 'latin1');
  const photo = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from(`${canary}-trailer`)]);
  for (const found of [photo, await withMetadata(image(), 'avif')]) expect(found.includes(`${canary}-gps`)).toBe(true);
  return {
    'content/site.yaml': `title: Site # ${canary}-settings\nurl: https://example.org\n`,
    'content/posts/public/index.md': post,
    'content/posts/public/photo.jpg': photo,
    'content/posts/public/photo.png': png({ width: 900, height: 20, before: { tEXt: text, iTXt: text, zzZz: text } }),
    'content/posts/public/photo.webp': await withMetadata(image(), 'webp'),
    'content/posts/public/photo.avif': await withMetadata(image(), 'avif'),
    'public/photo.jpg': photo,
    'public/scan.tif': await withMetadata(image(), 'tiff'),
    'public/moves.gif': Buffer.concat([await image().gif().toBuffer(), Buffer.from(`${canary}-after-the-end`)]),
    'public/film.mov': Buffer.from(
      `\0\0\0\u0010ftypqt  \0\0\0\0\0\0\0\u0030moov\0\0\0\u0028udta\0\0\0\u0020\u00a9xyz${canary}-place`.padEnd(
        64,
        '\0',
      ),
      'latin1',
    ),
    'content/posts/public/code.txt': 'one\u0007two\u001B[31mthree\uFFFF\n',
    [`content/posts/public/${canary}-unused.pem`]: `${canary}-key`,
    'content/posts/public/.env': `${canary}-env`,
    'public/.hidden/file.txt': `${canary}-hidden`,
    [`content/posts/${canary}-draft.md`]: `---\ntitle: ${canary}-title\ndate: 2026-11-02\ndraft: true\n---\n${canary}-body\n`,
  };
}

/** The text of HTML or XML without character references. */
function plain(html: string): string {
  return html
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name: 'lt') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);
}

/** The text of JSON without its escapes. */
function withoutEscapes(json: string): string {
  return json.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** What no text of the output may contain: control characters, and the marks that the tool uses inside. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]/;

/** The text of a file in each way in which a word of the source could be hidden in it. */
function readings(bytes: Buffer): string[] {
  const text = bytes.toString('utf8');
  const json = withoutEscapes(text);
  const data = [...plain(plain(json)).matchAll(/base64,([\w+/=]+)/g)].map(([, base64 = '']) =>
    Buffer.from(base64, 'base64').toString('latin1'),
  );
  return [
    text,
    bytes.toString('latin1'),
    bytes.toString('utf16le'),
    plain(plain(json)),
    unescape(plain(plain(json))),
    ...data,
  ];
}

test('no canary is in any byte of the output', { timeout }, async () => {
  const root = scratchFolder();
  writeFiles(root, await site());
  const process = startProcess(root, join(root, 'cache'), { templates: theme });
  const { diagnostics, report } = await process.build();
  process.end();
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(report?.written).toContain('posts/public/index.md');
  const leaks: string[] = [];
  let files = 0;
  for (const entry of readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files++;
    const isText = /\.(?:html|md|xml|json|txt|svg|css|js|webmanifest)$/.test(entry.name);
    const text = isText ? readFileSync(path, 'utf8') : '';
    const decoded = entry.name.endsWith('.json') ? withoutEscapes(text) : plain(plain(text));
    if (forbidden.test(text) || (!entry.name.endsWith('.js') && forbidden.test(decoded)))
      leaks.push(`${path.slice(root.length)}: a control character, or a mark of a slot`);
    for (const reading of [entry.name, ...readings(readFileSync(path))])
      for (const [found] of reading.matchAll(/kanarie[\w-]*/g)) leaks.push(`${path.slice(root.length)}: ${found}`);
  }
  expect([...new Set(leaks)]).toEqual([]);
  expect(files).toBeGreaterThan(20);
});

test('`images: {metadata: keep}` publishes images as they are', { timeout }, async () => {
  const root = scratchFolder();
  const files = await site();
  writeFiles(root, { ...files, 'content/site.yaml': 'url: https://example.org\nimages: {metadata: keep}\n' });
  const process = startProcess(root, join(root, 'cache'), { templates: theme });
  const { report } = await process.build();
  process.end();
  expect(readFileSync(join(root, 'dist/photo.jpg'))).toEqual(files['public/photo.jpg']);
  const original = report?.written.find((path) => /^assets\/photo-[0-9a-f]{10}\.jpg$/.test(path)) ?? '';
  expect(readFileSync(join(root, 'dist', original))).toEqual(files['content/posts/public/photo.jpg']);
});

// SVG files in dist/: those next to pages are cleaned, whether pages show them or link to them.

import { expect, test } from 'vitest';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

const head = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">';
const written = `${head}\n<script>alert(1)</script><rect/></svg>`;
const published = `${head}\n<rect/></svg>`;

async function built(files: { readonly [path: string]: string | Uint8Array }, html = 'sanitize') {
  const root = scratchFolder();
  writeFiles(root, {
    'content/site.yaml': `title: S\nurl: https://example.org\nmarkdown: {html: ${html}}\n`,
    'content/posts/p/index.md':
      '---\ntitle: P\ndate: 2026-11-01\n---\n\n![A](a.svg) [b](b.SVG) [c](/c.svg)\n\n<!--more-->\n\nMore.\n',
    'content/posts/p/a.svg': written,
    'content/posts/p/b.SVG': written,
    'public/c.svg': written,
    ...files,
  });
  const { outputs, diagnostics } = await cleanBuild(root);
  const svgs = Object.entries(outputs ?? {}).filter(([path]) => /^(?!assets\/icon).*\.svg$/i.test(path));
  return {
    svgs: Object.fromEntries(svgs),
    said: diagnostics.map(({ code, at }) => `${code} ${at?.path}:${at?.start}`),
  };
}

const names = ({ svgs }: { svgs: { readonly [path: string]: string } }) => Object.keys(svgs);

test('shown or linked to, in any case; files of public/ are copied as they are', async () => {
  const { svgs, said } = await built({});
  expect(Object.values(svgs)).toEqual([published, published, written]);
  const at = head.length + 1;
  expect(said).toEqual([
    `svg/removed-element content/posts/p/a.svg:${at}`,
    `svg/removed-element content/posts/p/b.SVG:${at}`,
  ]);
});

test('the digest in the name is that of the cleaned file', async () => {
  const [dirty, clean] = await Promise.all([built({}), built({ 'content/posts/p/a.svg': published })]);
  expect(names(dirty)).toEqual(names(clean));
  expect(names(await built({}, 'trusted'))).not.toEqual(names(clean));
});

test('a site that trusts its authors publishes them as they are', async () => {
  const { svgs, said } = await built({}, 'trusted');
  expect(Object.values(svgs)).toEqual([written, written, written]);
  expect(said).toEqual([]);
});

test('one that browsers can’t show is an error at its position', async () => {
  const { svgs, said } = await built({ 'content/posts/p/a.svg': `${head}<g></svg>` });
  expect(said).toContain(`svg/malformed content/posts/p/a.svg:${head.length + 3}`);
  expect(svgs).toEqual({});
  const utf16 = Buffer.from(`\uFEFF${written}`, 'utf16le');
  expect((await built({ 'content/posts/p/a.svg': utf16 })).said).toContain('file/not-utf-8 content/posts/p/a.svg:0');
});

// Guards “names of every kind give right addresses on a real server” (RELIABILITY.md, *Bad input*: “names with spaces, `#?%&"'`,
// newlines, emoji, 255 bytes, NFC and NFD twins”): a site with such names is built and served by a server that does only what hosts do, and
// by our own preview; every reference in any file of dist/ is requested and must return the right file.

import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostNames, listen } from '../../src/dev/server/listen.ts';
import { previewHandler } from '../../src/dev/server/preview.ts';
import { readFiles, scratchFolder, writeFiles } from '../support/folder.ts';
import { png } from '../support/image.ts';
import { referencesIn } from '../support/references.ts';
import { startProcess } from '../support/rig.ts';
import { serveStrictly } from '../support/strict-server.ts';

const theme = join(import.meta.dirname, '..', '..', 'templates');
/** Decoded, as in the preview; in addresses it is encoded. */
const base = '/a blog';
const site = 'https://example.org';
/** A lab that has been run. */
const recorded = readFiles(join(import.meta.dirname, '../golden/bundle/content/posts/2026-11-02-in-a-folder/lab'));
const long = 'n'.repeat(200);

/** Names that any file may have: without slashes, not hidden, and different even if case and Unicode form are ignored. */
const names = [
  'plain',
  'two words',
  ' leading space',
  'trailing space ',
  'percent %',
  'percent%20twenty',
  '%2e%2e',
  'x..%2f..%2fx',
  '%2fetc%2fpasswd',
  '100%25',
  'hash #1',
  '#first',
  'what?',
  'a=1&b=2',
  '&amp;',
  'c++',
  '"double"',
  "'single'",
  '`back`',
  '[brackets]',
  '(parens)',
  '{braces}',
  '<angles>',
  'a;b,c',
  'a:b',
  'http:x',
  'back\\slash',
  'star*',
  'pipe|',
  '$dollar$&',
  'new\nline',
  'tab\tbed',
  'Grüße',
  'decompose\u0301d',
  '日本語',
  'עברית',
  '🐙',
  '👩‍👩‍👧',
  'ends.',
  'a..b',
  '~tilde',
  '@at',
  'x@2x',
  'nbsp\u00A0',
  long,
];

/** Names that can be slugs. */
const slugs = names.filter((name) => !/[/\\:*?"<>|\n\t]/.test(name) && name.trim() === name && !name.startsWith('..'));

/** Writes characters that have a meaning in Markdown or in an attribute as character references. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

interface Expected {
  /** The bytes that a link must return, by its text. */
  readonly links: ReadonlyMap<string, string | Uint8Array>;
}

function siteOfNames(): { readonly files: { readonly [path: string]: string | Uint8Array } } & Expected {
  const files: { [path: string]: string | Uint8Array } = {
    'content/site.yaml': `title: Names\nurl: ${site}${encodeURI(base)}/\ncards: true\nfeeds: {limit: 500}\n`,
  };
  const links = new Map<string, string | Uint8Array>();
  const lines: string[] = [];
  for (const [path, text] of Object.entries(recorded)) files[`content/posts/all/lab/${path}`] = text;
  // The step needs only its program; everything else may change.
  files['content/posts/all/lab/lab.yaml'] = 'steps:\n  - {name: run, run: sh main.sh, files: [main.sh]}\n';
  names.forEach((name, index) => {
    const link = (label: string, address: string, content: string | Uint8Array) => {
      lines.push(`[${label}](${address})`);
      links.set(label, content);
    };
    const texts = [`next to ${index}`, `published ${index}`, `below ${index}`, `of a lab ${index}`] as const;
    files[`content/posts/all/${name}.txt`] = texts[0];
    link(`A${index}`, `./${encoded(name)}.txt`, texts[0]);
    files[`public/${name}`] = texts[1];
    link(`B${index}`, `/${encoded(name)}`, texts[1]);
    files[`public/folders/${name}/${name}.txt`] = texts[2];
    link(`C${index}`, `/folders/${encoded(name)}/${encoded(name)}.txt`, texts[2]);
    files[`content/posts/all/lab/${name}.txt`] = texts[3];
    link(`D${index}`, `lab/${encoded(name)}.txt`, texts[3]);
    const image = png({ width: 330, height: 12, seed: index });
    files[`content/posts/all/${name}.png`] = image;
    lines.push(`![image ${index}](./${encoded(name)}.png)`);
    link(`E${index}`, `./${encoded(name)}.png`, image);
    lines.push(`<video src="./${encoded(name)}.txt" poster="./${encoded(name)}.png"></video>`);
    lines.push(`<img src="./${encoded(name)}.png" srcset="./${encoded(name)}.png 2x" width="3" alt="x">`);
  });
  slugs.forEach((name, index) => {
    const title = `Post ${index} of its own`;
    const others = `tags: [${quoted(`tag ${name}`)}]\nseries: ${quoted(`series ${name}`)}\naliases: [${quoted(`/old/${encoded(name)}/`)}]`;
    files[`content/posts/${name}.md`] =
      `---\ntitle: ${title}\ndate: 2026-01-01\n${others}\ncover: ${quoted(`all/${name}.png`)}\n---\n\nText.\n\n<!--more-->\n\n## Heading\n`;
    lines.push(`[P${index}](../${encoded(name)}.md#heading)`);
    links.set(`P${index}`, title);
  });
  const front = '---\ntitle: All\ndate: 2026-01-02\n---\n\nAll of them.\n\n<!--more-->\n\n';
  files['content/posts/all/index.md'] = `${front}${lines.join('\n\n')}\n`;
  return { files, links };
}

interface Answer {
  readonly status: number | undefined;
  readonly bytes: Buffer;
}

/** Sends the address as it is, without the corrections that a browser makes. */
function ask(origin: string, path: string): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('end', () => resolve({ status: response.statusCode, bytes: Buffer.concat(parts) }));
    });
    asked.once('error', reject).end();
  });
}

test('every server returns the right file for every address in dist/', { timeout: 300_000 }, async () => {
  const folder = scratchFolder();
  const root = join(folder, 'site');
  const { files, links } = siteOfNames();
  writeFiles(root, files);
  const program = startProcess(root, join(folder, 'cache'), { templates: theme });
  const { report, diagnostics } = await program.build();
  program.end();
  const isExpected = (code: string) => code === 'address/not-portable' || code.endsWith('/shared-address');
  const said = diagnostics.filter(({ code }) => !isExpected(code));
  expect([report !== null, said.map(({ code, message, at }) => `${at?.path} ${code} ${message}`)]).toEqual([true, []]);
  const dist = join(root, 'dist');
  const preview = await listen(previewHandler(dist, { hosts: hostNames('127.0.0.1'), base }), '127.0.0.1', 0);
  onTestFinished(() => preview.close());
  const origins = [await serveStrictly(dist, base), `http://127.0.0.1:${preview.port}`];

  const from = new Map<string, string>();
  for (const path of Object.keys(readFiles(dist))) {
    const at = `${site}${encodeURI(base)}/${path
      .replace(/(?:^|(?<=\/))index\.html$/, '')
      .split('/')
      .map(encodeURIComponent)
      .join('/')}`;
    const text = readFileSync(join(dist, path), 'utf8');
    for (const reference of referencesIn(path, text, at)) from.set(reference, path);
  }
  const ours = [...from].filter(([reference]) => reference.startsWith(`${site}/`));
  expect(ours.length).toBeGreaterThan(names.length * 8 + slugs.length * 5);
  const unanswered: string[] = [];
  for (const [reference, path] of ours) {
    for (const origin of origins) {
      const { status } = await ask(origin, reference.slice(site.length));
      if (status !== 200) unanswered.push(`${status} ${reference} in ${path}`);
    }
  }
  expect(unanswered).toEqual([]);

  const page = readFileSync(join(dist, 'posts/all/index.html'), 'utf8');
  const at = `${site}${encodeURI(base)}/posts/all/`;
  const wrong: string[] = [];
  for (const [label, content] of links) {
    const [, href = ''] = new RegExp(` href="([^"]*)"[^>]*>${label}</a>`).exec(page) ?? [];
    const [reference = ''] = referencesIn('one.html', `<a href="${href}">`, at);
    for (const origin of origins) {
      const { bytes } = await ask(origin, reference.slice(site.length));
      const isMeant = label.startsWith('P') ? bytes.includes(Buffer.from(content)) : bytes.equals(Buffer.from(content));
      if (!isMeant) wrong.push(`${label} ${reference}`);
    }
  }
  expect(wrong).toEqual([]);
});

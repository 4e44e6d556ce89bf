// Guards “content never executes” (RELIABILITY.md) in readers' browsers: a file next to a page that a browser or a host could run is
// published as text; a file that is only data keeps its name.

import { describe, expect, test } from 'vitest';
import { isShownAsText } from '../../../src/pipeline/images/active-files.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild } from '../../support/rig.ts';

const page = '<!doctype html><script>alert(1)</script>';

describe('decided by the name, and by the first bytes if the name is unknown', () => {
  test.each([
    ['a.html', '', true],
    ['a.HTM', '', true],
    ['a.xhtml', '', true],
    ['a.xml', '', true],
    ['a.svgz', '', true],
    ['a.mjs', '', true],
    ['a.php', '', true],
    ['a.html.en', '', true],
    ['.htaccess', '', true],
    ['Web.config', '', true],
    ['Makefile', page, true],
    ['a.tmpl', `\n\t ${page}`, true],
    ['a.go', '<?xml version="1.0"?>', true],
    ['a.go', '<SCRIPT>', true],
    ['a.go', '<!-- -->', true],
    ['a.txt', page, false],
    ['a.html.txt', page, false],
    ['a.png', page, false],
    ['a.svg', page, false],
    ['a.go', 'package main', false],
    ['a.log', '<img src=x onerror=alert(1)>', true],
    ['a.diff', '< a line\n> another', false],
    ['a.c', '#include <html>', false],
    ['a.svg.gz', '', true],
    ['a.html.', '', true],
    ['a.html ', '', true],
    ['a.svg ', '', true],
    ['a.png ', page, true],
    ['a.txt', '', false],
    ['png', page, true],
    ['Makefile', `all:\n\techo '${page}'`, false],
    ['html', 'text', false],
    ['a.tar.gz', '', false],
    ['main.c', '', false],
  ])('%s %j', (name, text, expected) => {
    expect(isShownAsText(`content/posts/p/${name}`, Buffer.from(text))).toBe(expected);
  });
});

async function built(html: string) {
  const root = scratchFolder();
  const links = ['a.html', 'a.js', 'a.go', 'bare', 'lab/b.html', '/c.html'].map((to) => `[${to}](${to})`);
  writeFiles(root, {
    'content/site.yaml': `title: S\nurl: https://example.org\nmarkdown: {html: ${html}}\n`,
    'content/posts/p/index.md': `---\ntitle: P\ndate: 2026-11-01\n---\n\n${links.join(' ')}\n\n<!--more-->\n`,
    'content/posts/p/a.html': page,
    'content/posts/p/a.js': 'alert(1)',
    'content/posts/p/a.go': 'package main',
    'content/posts/p/bare': page,
    'content/posts/p/lab/lab.yaml': 'steps:\n  - {name: s, run: x, files: [none]}\n',
    'content/posts/p/lab/b.html': page,
    'content/posts/p/lab/recordings/s.txt': '$ x\n',
    'content/posts/p/lab/recordings/environment.json': JSON.stringify({
      recorded: '2026-11-21T07:49:33Z',
      kernel: 'Linux 6.1',
      tools: {},
      steps: { s: { commands: ['x'], files: {} } },
    }),
    'public/c.html': page,
  });
  const { outputs, diagnostics } = await cleanBuild(root);
  const names = Object.keys(outputs ?? {}).filter((path) => /(?:^assets\/(?:a|bare)-|\/lab\/b|^c\.)/.test(path));
  const [, text = ''] = /<p>(.*?)<\/p>/s.exec(outputs?.['posts/p/index.html'] ?? '') ?? [];
  return {
    names: names.map((name) => name.replace(/-[0-9a-f]{10}/, '-0')).toSorted(),
    hrefs: [...text.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href.replace(/-[0-9a-f]{10}/, '-0')),
    said: diagnostics.map(({ code, at }) => `${at?.path} ${code}`),
  };
}

test('files that could run are published and linked to as text, public/ as it is', async () => {
  expect(await built('sanitize')).toEqual({
    names: [
      'assets/a-0.go',
      'assets/a-0.html.txt',
      'assets/a-0.js.txt',
      'assets/bare-0.txt',
      'c.html',
      'posts/p/lab/b.html.txt',
    ],
    hrefs: [
      '../../assets/a-0.html.txt',
      '../../assets/a-0.js.txt',
      '../../assets/a-0.go',
      '../../assets/bare-0.txt',
      'lab/b.html.txt',
      '../../c.html',
    ],
    said: ['content/posts/p/a.html file/shown-as-text'],
  });
});

test('a site that trusts its authors publishes all files as they are', async () => {
  expect(await built('trusted')).toEqual({
    names: ['assets/a-0.go', 'assets/a-0.html', 'assets/a-0.js', 'assets/bare-0', 'c.html', 'posts/p/lab/b.html'],
    hrefs: [
      '../../assets/a-0.html',
      '../../assets/a-0.js',
      '../../assets/a-0.go',
      '../../assets/bare-0',
      'lab/b.html',
      '../../c.html',
    ],
    said: [],
  });
});

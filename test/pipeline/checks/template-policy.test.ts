// What browsers will block of a site's own templates and styles is said at its place, and nothing of the default theme is.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeSiteConfig } from '../../../src/content/settings/site-settings.ts';
import { siteFile } from '../../../src/model/settings.ts';
import { blockedIn } from '../../../src/pipeline/checks/template-policy.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { printed } from '../../support/printed.ts';
import { cleanBuild } from '../../support/rig.ts';

const templates = join(import.meta.dirname, '../../../templates');
const settings = 'scripts: {hosts: [stats.example]}\nframes: {hosts: ["*.film.example"]}\n';
const { value } = decodeSiteConfig({ path: siteFile, text: settings }, { url: 'https://example.org' });

test.each<[string, string[]]>([
  ['<p style={{ color: "red" }}>x</p>', ['3 `style` of `<p>` has no effect']],
  ['<p class="x" style="color: red">x</p>', ['13 `style` of `<p>` has no effect']],
  ['<Box style={style} onClick={x} />', []],
  ['<p onclick="x()">x</p>', ['3 `onclick` will not run']],
  ['<style>{css}</style>', ['0 `<style>` has no effect']],
  ['<script dangerouslySetInnerHTML={{ __html: code }} />', ['0 this inline script will not run']],
  ['<script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />', []],
  ['<script src={href} />', []],
  ['<script src="https://stats.example/a.js" defer />', []],
  ['<script defer src="https://other.example/a.js" />', ['19 loading scripts from `other.example` is blocked']],
  ['<script src="//other.example/a.js" />', ['13 loading scripts from `other.example` is blocked']],
  ['<script src="http://stats.example/a.js" />', ['13 loading scripts from `stats.example` is blocked']],
  ['<iframe src={"https://a.film.example/1"} />', []],
  ['<img src="https://a.film.example/1.png" alt="" />', ['10 loading media from `a.film.example` is blocked']],
  ['<link rel="stylesheet" href="https://fonts.example/a.css" />', ['29 loading `fonts.example` is blocked']],
  ['<link rel="me" href="https://social.example/@ada" />', []],
  ['<a href="https://other.example/">x</a>', []],
  ['{/* <style> */}\n// <script>\n<p>x</p>', []],
])('%s', (source, expected) => {
  expect(blockedIn(source, value.markdown).map(({ at, message }) => `${at} ${message}`)).toEqual(expected);
});

test('the default theme writes nothing that its policy blocks', () => {
  for (const path of readdirSync(templates, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.tsx'))
      expect([path, blockedIn(readFileSync(join(templates, path), 'utf8'), value.markdown)]).toEqual([path, []]);
});

test('a build reports them in the file of the site', async () => {
  const root = join(scratchFolder(), 'site');
  const component = 'export default function Box() {\n  return <p style="color: red">x</p>;\n}\n';
  const styles = "body {\n  background: url('data:image/png;base64,iVBORw0KGgo=');\n}\n";
  writeFiles(root, {
    'content/site.yaml': 'title: T\nurl: https://example.org\n',
    'content/pages/a.md': '---\ntitle: A\n---\n\n::box\n',
    'templates/directives/box.tsx': component,
    'templates/styles/custom.css': styles,
  });
  const { diagnostics } = await cleanBuild(root, { templates, overlay: join(root, 'templates') });
  const blocked = diagnostics.filter(({ code }) => code === 'policy/blocked');
  expect(blocked.map(({ at }) => at?.path ?? '').toSorted()).toEqual([
    'templates/directives/box.tsx',
    'templates/styles/custom.css',
  ]);
  const inComponent = blocked.filter(({ at }) => at?.path.endsWith('.tsx'));
  expect(printed(inComponent, component)).toEqual([
    "2:13-2:18 warning policy/blocked `style` of `<p>` has no effect [write a rule for a class in `templates/styles/custom.css`: the page's policy blocks inline styles]",
  ]);
  const inStyles = blocked.filter(({ at }) => at?.path.endsWith('.css'));
  expect(printed(inStyles, styles)).toEqual([
    "2:19-2:55 warning policy/blocked the page's policy blocks `data:` in styles [save the data as a file in `templates/`, and write its relative path]",
  ]);
});

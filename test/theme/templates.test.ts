// Themes of a few lines each: what they compile to, and what is reported for each mistake, with its exact span.

import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { RedirectProps } from '../../src/model/props.ts';
import type { TemplateBundle, TemplateCode, TemplateFiles } from '../../src/theme/bundle.ts';
import { loadTemplates } from '../../src/theme/render.ts';
import { bundleTemplates, compileTemplates } from '../../src/theme/templates.ts';

const names = [
  'all-series',
  'archive',
  'article',
  'list',
  'not-found',
  'page',
  'redirect',
  'search',
  'series',
  'tag',
  'tags',
];
const blank = 'export default function Blank() { return <html lang="en"></html>; }';
const blankTheme: TemplateFiles = Object.fromEntries(names.map((name) => [`templates/${name}.tsx`, blank]));
const props: RedirectProps & { readonly authors: readonly string[] } = {
  authors: ['Ada'],
  lang: 'en',
  title: 'Tom & "Jerry"',
  href: '../b/',
  canonical: null,
  policy: '',
};

/** Compiles a theme of blank templates with some files changed. */
async function compile(
  changes: TemplateFiles,
): Promise<{ bundle: TemplateBundle | null; code: TemplateCode | null; reports: string[] }> {
  const files = { ...blankTheme, ...changes };
  const { value, diagnostics } = await bundleTemplates(files);
  return {
    bundle: value?.bundle ?? null,
    code: value?.code ?? null,
    reports: diagnostics.map((diagnostic) => reportOf(files, diagnostic)),
  };
}

/** `code path "the text of the span" message`. */
function reportOf(files: TemplateFiles, { code, at, message }: Diagnostic): string {
  if (at === null) return `${code} – ${message}`;
  return `${code} ${at.path} ${JSON.stringify(String(files[at.path]).slice(at.start, at.end))} ${message}`;
}

async function check(changes: TemplateFiles, expected: readonly string[]): Promise<void> {
  const { bundle, reports } = await compile(changes);
  expect(reports).toEqual(expected);
  expect(bundle).toBeNull();
}

describe('mistakes', () => {
  const cases: [string, TemplateFiles, string[]][] = [
    [
      'a syntax error after characters of several bytes',
      { 'templates/page.tsx': 'const word = "größer"; const = 1;\nexport default () => null;' },
      ['template/syntax templates/page.tsx "=" Expected identifier but found `=`'],
    ],
    [
      'two syntax errors in two files',
      { 'templates/page.tsx': 'export default () => <p></b>;', 'templates/tag.tsx': '\r\n\r\nexport default (' },
      [
        'template/syntax templates/page.tsx "b" Unexpected closing `b` tag does not match opening `p` tag',
        'template/syntax templates/tag.tsx "" Unexpected end of file',
      ],
    ],
    [
      'a built-in module of Node',
      { 'templates/page.tsx': `import fs from 'node:fs';\nexport default () => <p>{fs.readdirSync('/')}</p>;` },
      [`template/import templates/page.tsx "'node:fs'" templates can't import \`node:fs\``],
    ],
    [
      'a package, a file outside, an absolute path',
      {
        'templates/page.tsx': [
          `import a from 'left-pad';`,
          `import b from '../src/secret.ts';`,
          `import c from '/etc/passwd';`,
          'export default () => <p>{a}{b}{c}</p>;',
        ].join('\n'),
      },
      [
        `template/import templates/page.tsx "'left-pad'" templates can't import \`left-pad\``,
        `template/import templates/page.tsx "'../src/secret.ts'" templates can't import \`../src/secret.ts\``,
        `template/import templates/page.tsx "'/etc/passwd'" templates can't import \`/etc/passwd\``,
      ],
    ],
    [
      'a missing component',
      { 'templates/page.tsx': `import { A } from './components/a.tsx';\nexport default () => <A />;` },
      [
        `template/missing-file templates/page.tsx "'./components/a.tsx'" there is no file \`templates/components/a.tsx\``,
      ],
    ],
    [
      'no default export',
      { 'templates/tag.tsx': 'export const Tag = () => null;' },
      ['template/no-default-export templates/tag.tsx "" `templates/tag.tsx` has no default export'],
    ],
    [
      'an incomplete style sheet',
      {
        'templates/styles/main.css': '@import "./base.css";',
        'templates/styles/base.css': 'p {}\n.é { color: red; &: }',
      },
      ['template/style templates/styles/base.css "}" Unexpected end of input'],
    ],
    [
      'styles that load a missing file and one of another host',
      {
        'templates/styles/main.css':
          'p { background: url("../a.png") }\nq { background: url(https://example.org/a.png) }',
      },
      [
        'template/missing-file templates/styles/main.css "\\"../a.png\\"" there is no file `templates/a.png`',
        'template/import templates/styles/main.css "https://example.org/a.png" styles can\'t load `https://example.org/a.png`',
      ],
    ],
    [
      'a style sheet that imports a missing file',
      { 'templates/styles/main.css': '\n@import "./none.css";' },
      [
        'template/missing-file templates/styles/main.css "@import \\"./none.css\\"" there is no file `templates/styles/none.css`',
      ],
    ],
    [
      'a script that imports a package',
      { 'templates/client/main.ts': `import x from 'left-pad';\nconsole.log(x);` },
      [`template/import templates/client/main.ts "'left-pad'" templates can't import \`left-pad\``],
    ],
  ];
  test.each(cases)('%s', (_, changes, expected) => check(changes, expected));

  test('a missing template', async () => {
    const { 'templates/tags.tsx': _, ...files } = blankTheme;
    const { value, diagnostics } = await bundleTemplates(files);
    expect(value).toBeNull();
    expect(diagnostics.map((diagnostic) => reportOf(files, diagnostic))).toEqual([
      'template/missing – the theme has no `templates/tags.tsx`',
    ]);
  });
});

describe('rendering', () => {
  const template = (body: string) =>
    `import type { RedirectProps } from '../src/model/props.ts';\nexport default function Redirect(props: RedirectProps) {\n  ${body}\n}`;
  const render = async (changes: TemplateFiles) => {
    const { code, reports: before } = await compile(changes);
    if (code === null) throw new Error(before.join('\n'));
    const { value, diagnostics } = loadTemplates(code).page('redirect', props);
    return {
      html: value,
      reports: diagnostics.map((diagnostic) => reportOf({ ...blankTheme, ...changes }, diagnostic)),
    };
  };

  test('props are escaped and the doctype comes first', async () => {
    const page = template('return <html lang={props.lang}><a href={props.href}>{props.title}</a></html>;');
    expect(await render({ 'templates/redirect.tsx': page })).toEqual({
      html: '<!doctype html><html lang="en"><a href="../b/">Tom &amp; &quot;Jerry&quot;</a></html>',
      reports: [],
    });
  });

  const failures: [string, string, string][] = [
    [
      'throwing',
      `throw new Error('no such thing.');`,
      'template/throws templates/redirect.tsx "n" the template `redirect` fails: no such thing',
    ],
    [
      'returning nothing',
      'return null;',
      'template/empty templates/redirect.tsx "" the template `redirect` returned nothing',
    ],
    [
      'changing its props',
      `props.authors.push('Eve'); return <p>{props.authors}</p>;`,
      'template/throws templates/redirect.tsx "p" the template `redirect` fails: Cannot add property 1, object is not extensible',
    ],
    [
      'reading the clock',
      'return <p>{Date.now()}</p>;',
      'template/throws templates/redirect.tsx "n" the template `redirect` fails: templates can\'t use `Date`',
    ],
    [
      'using random numbers',
      'return <p>{Math.random()}</p>;',
      'template/throws templates/redirect.tsx "r" the template `redirect` fails: templates can\'t use `Math.random`',
    ],
  ];
  test.each(failures)('%s', async (_, body, expected) => {
    expect(await render({ 'templates/redirect.tsx': template(body) })).toEqual({ html: '', reports: [expected] });
  });

  test('a component that throws is reported in its own file', async () => {
    const changes = {
      'templates/redirect.tsx': `import { Deep } from './components/deep.tsx';\nexport default () => <p><Deep /></p>;`,
      'templates/components/deep.tsx': `export function Deep() {\n  const none: { a?: { b: string } } = {};\n  return <b>{none.a!.b}</b>;\n}`,
    };
    expect(await render(changes)).toEqual({
      html: '',
      reports: [
        'template/throws templates/components/deep.tsx "b" the template `redirect` fails: Cannot read properties of undefined (reading \'b\')',
      ],
    });
  });
});

describe('bundles', () => {
  const theme: TemplateFiles = {
    'templates/styles/main.css': `@import './base.css';\np { color: #ff0000; }`,
    'templates/styles/base.css': `@font-face { font-family: A; src: url('../fonts/a.preload.woff2'); }\n@font-face { font-family: B; src: url('../fonts/b.woff2'); }`,
    'templates/styles/search.css': `p { background: url(data:image/png;base64,AA==); }`,
    'templates/fonts/a.preload.woff2': new Uint8Array([1, 2, 3]),
    'templates/fonts/b.woff2': new Uint8Array([4, 5]),
    'templates/fonts/c.woff2': new Uint8Array([6]),
    'templates/client/early.ts': `document.documentElement.dataset['scheme'] = 'dark';`,
    'templates/client/main.ts': `import { greet } from './greet.ts';\ngreet('x');`,
    'templates/client/greet.ts': `export const greet = (name: string): void => console.log(name);`,
    'templates/icon.svg': '<svg/>',
  };
  const plain = (url: string) => url.replace(/-[0-9a-f]{10}(?=\.)/g, '-HASH');

  test('assets and their roles', async () => {
    const { bundle } = await compile(theme);
    expect(bundle?.assets.map(({ url, encoding, data }) => [plain(url), encoding, plain(data)])).toEqual([
      ['/assets/a.preload-HASH.woff2', 'base64', 'AQID'],
      ['/assets/b-HASH.woff2', 'base64', 'BAU='],
      ['/assets/early-HASH.js', 'text', '(()=>{document.documentElement.dataset.scheme="dark";})();\n'],
      ['/assets/icon-HASH.svg', 'text', '<svg/>'],
      [
        '/assets/main-HASH.css',
        'text',
        '@font-face{font-family:A;src:url("a.preload-HASH.woff2")}@font-face{font-family:B;src:url("b-HASH.woff2")}p{color:red}',
      ],
      ['/assets/main-HASH.js', 'text', 'var o=r=>console.log(r);o("x");\n'],
      ['/assets/search-HASH.css', 'text', 'p{background:url("data:image/png;base64,AA==")}'],
    ]);
    expect(bundle?.icon).toMatch(/^\/assets\/icon-/);
    const shown = (name: 'search' | 'tags') =>
      Object.entries(bundle?.uses[name] ?? {}).map(([role, urls]) => [role, urls.map(plain)]);
    const common = [
      ['scripts', ['/assets/main-HASH.js']],
      ['earlyScripts', ['/assets/early-HASH.js']],
      ['preloadFonts', ['/assets/a.preload-HASH.woff2']],
    ];
    expect(shown('tags')).toEqual([['styles', ['/assets/main-HASH.css']], ...common]);
    expect(shown('search')).toEqual([['styles', ['/assets/main-HASH.css', '/assets/search-HASH.css']], ...common]);
  });

  test('are plain data, deterministic, without a path of this machine', async () => {
    const compiled = await compile(theme);
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
    expect(await compile(theme)).toEqual(compiled);
    expect(JSON.stringify(compiled)).not.toContain(process.cwd());
    expect(JSON.stringify(compiled)).not.toContain('node_modules');
  });

  test('name the code that renders their pages, and contain none of it', async () => {
    const { bundle, code } = await compile(theme);
    expect(bundle?.code).toBe(code?.digest);
    expect((await compileTemplates({ ...blankTheme, ...theme })).value).toEqual(code);
    expect(JSON.stringify(bundle)).not.toContain('renderToString');
    const other = await compile({ ...theme, 'templates/redirect.tsx': blank.replace('en', 'de') });
    expect(other.bundle?.code).not.toBe(bundle?.code);
  });

  test('change with any file that is used', async () => {
    const { bundle } = await compile(theme);
    const other = await compile({ ...theme, 'templates/styles/base.css': 'a{}' });
    const unused = await compile({ ...theme, 'templates/fonts/c.woff2': new Uint8Array([7]) });
    expect(other.bundle).not.toEqual(bundle);
    expect(unused.bundle).toEqual(bundle);
  });
});

test('compilers are loaded only to compile', () => {
  const source = (name: string) => readFileSync(new URL(`../../src/theme/${name}.ts`, import.meta.url), 'utf8');
  for (const name of ['templates', 'render', 'bundle-pages', 'bundle-scripts', 'bundle-styles', 'template-source']) {
    expect(source(name)).not.toMatch(/^import (?!type\b).*'(?:esbuild|lightningcss)'/m);
  }
});

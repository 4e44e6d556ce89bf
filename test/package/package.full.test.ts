// The packages that users install: a blog started, built, checked, changed and upgraded with them, as a user does it from the first minute.
// Needs npm and its registry for the native packages.

import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { can, nobody } from '../faults/program.ts';
import {
  bytesBelow,
  npm,
  octavo,
  packagesBelow,
  packInto,
  repository,
  serve,
  sharedFolder,
  stateOf,
} from './installed.ts';

// Each starts the installed program several times.
vi.setConfig({ testTimeout: 300_000 });

const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
const next = '0.2.1';
const footer = 'components/footer.tsx';

let shared = '';
let site = '';

beforeAll(() => {
  shared = sharedFolder();
  packInto(shared);
  npm(shared, [
    'exec',
    '--yes',
    `--package=${join(shared, `create-octavo-${version}.tgz`)}`,
    '--',
    'create-octavo',
    'my-blog',
    '--author=Ada: "L"',
    '--url=https://blog.example.org/',
    '--yes',
  ]);
  site = join(shared, 'my-blog');
  npm(site, ['install', join(shared, `octavo-${version}.tgz`)]);
}, 900_000);

afterAll(() => rmSync(shared, { recursive: true, force: true }));

/** A copy of the blog that shares its packages with it. */
function copyOfSite(name: string): string {
  const copy = join(shared, name);
  cpSync(site, copy, { recursive: true, filter: (path) => !/node_modules|dist$/.test(path) });
  cpSync(join(site, 'node_modules'), join(copy, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.cache'),
  });
  return copy;
}

function removePackage(site: string, name: string): void {
  rmSync(join(site, 'node_modules', name), { recursive: true });
}

test('few packages are installed, and the blog names the version it was made with', () => {
  const packages = packagesBelow(join(site, 'node_modules'));
  expect(packages.length, packages.join(' ')).toBeLessThanOrEqual(25);
  expect(bytesBelow(join(site, 'node_modules')) / 1e6).toBeLessThan(60);
  expect(readFileSync(join(site, 'content/site.yaml'), 'utf8')).toContain(`url: 'https://blog.example.org'\n`);
  expect(readFileSync(join(site, 'content/site.yaml'), 'utf8')).toContain(`author: 'Ada: "L"'\n`);
});

test('the guide is in the package, and its links lead to other pages of it', () => {
  const folder = join(site, 'node_modules/octavo/guide');
  const pages = readdirSync(folder);
  expect(pages).toContain('writing.md');
  expect(readFileSync(join(site, 'README.md'), 'utf8').match(/octavo\/guide\/([\w-]+\.md)/g)).toHaveLength(8);
  for (const page of pages) {
    const prose = readFileSync(join(folder, page), 'utf8').replace(/^(`{3,})[^]*?^\1`*$|`[^`\n]*`/gm, '');
    const targets = [...prose.matchAll(/\]\(([^)]*)\)/g)].map(([, target = '']) => target);
    const lost = targets.filter(
      (target) => !/^(?:https:|#)/.test(target) && !pages.includes(target.replace(/#.*/, '')),
    );
    expect(lost, page).toEqual([]);
  }
});

test('a new blog builds and checks without a warning, and its lab runs; nothing is written into the package', async () => {
  const before = stateOf(join(site, 'node_modules/octavo'));
  expect(npm(site, ['run', 'build'])).toMatch(/built 1 post and 1 page in .*: \d+ written, 0 unchanged\n/);
  const again = await octavo(site, ['build']);
  expect(again.report).toMatch(/^built 1 post and 1 page in .*: 0 written, \d+ unchanged\n.*\n$/);
  expect(await octavo(site, ['check'])).toEqual({ code: 0, report: 'checked 1 post and 1 page: no problems\n' });
  expect((await octavo(site, ['labs', '--strict'])).report).toContain('1 of 1 step passed, 0 failed, 0 skipped');
  expect(await octavo(site, ['--version'])).toEqual({ code: 0, report: `${version}\n` });
  expect((await octavo(site, ['build', '--verify', '--force'])).report).toContain('verified: ');
  expect(stateOf(join(site, 'node_modules/octavo'))).toEqual(before);
});

test('commands find the blog from a folder inside it, and say so where there is none', async () => {
  const inside = { cwd: join(site, 'content/posts/first-post/lab') };
  expect((await octavo(site, ['build'], inside)).report).toContain(join(site, 'dist'));
  const outside = await octavo(site, ['build'], { cwd: shared });
  expect(outside.code).toBe(2);
  expect(outside.report).toMatch(/^octavo: no site here: .*\n {2}.*`npx octavo init`\n$/);
});

test('`init` refuses to overwrite a file', async () => {
  const before = stateOf(join(site, 'content'));
  const { code, report } = await octavo(site, ['init', '.', '--yes']);
  expect([code, report]).toEqual([
    2,
    expect.stringMatching(/already has `\.dockerignore`, .* and \d+ more of the files of a new blog/),
  ]);
  expect(stateOf(join(site, 'content'))).toEqual(before);
});

test('the default theme is compiled already: without a compiler a blog builds', async () => {
  await octavo(site, ['build']);
  const copy = copyOfSite('no-compiler');
  for (const name of ['esbuild', 'lightningcss', 'preact']) removePackage(copy, name);
  const { code, report } = await octavo(copy, ['build']);
  expect(code, report).toBe(0);
  expect(stateOfTexts(join(copy, 'dist'))).toEqual(stateOfTexts(join(site, 'dist')));
});

describe('a missing optional package is named, with what to type', () => {
  test.each([
    ['sharp', '', '![A fractal.](m.jpg)', /`sharp`.* can't be loaded[^]*hint: .*`npm install sharp`/],
    ['@resvg', 'cards: true', '', /`@resvg\/resvg-js`.* can't be loaded[^]*hint: .*`npm install @resvg\/resvg-js`/],
    ['satteri', 'markdown: {parser: satteri}', '', /`satteri` can't be loaded[^]*hint: .*`npm install satteri`/],
  ])('%s', async (name, setting, text, message) => {
    const copy = copyOfSite(`no-${name}`);
    rmSync(join(copy, 'node_modules', name), { recursive: true, force: true });
    const folder = join(copy, 'content/posts/first-post');
    cpSync(join(repository, 'content/pages/writing/mandelbrot.jpg'), join(folder, 'm.jpg'));
    appendFileSync(join(folder, 'index.md'), `\n${text}\n`);
    const settings = join(copy, 'content/site.yaml');
    writeFileSync(settings, `${readFileSync(settings, 'utf8').replace(/^cards:.*$/m, '')}\n${setting}\n`);
    const { code, report } = await octavo(copy, ['build']);
    expect([code, report]).toEqual([1, expect.stringMatching(message)]);
  });
});

// The versions are exact: `npm exec` takes them from the registry.
describe('other package managers install a blog that builds', () => {
  test.each([
    ['pnpm', 'pnpm@9.15.9', {}],
    ['Yarn with node_modules', '@yarnpkg/cli-dist@4.18.1', { '.yarnrc.yml': 'nodeLinker: node-modules\n' }],
    ['Yarn with Plug’n’Play', '@yarnpkg/cli-dist@4.18.1', { '.yarnrc.yml': 'nodeLinker: pnp\n' }],
  ])('%s', { timeout: 300_000 }, (name, manager, files) => {
    const copy = join(shared, `by-${name.replaceAll(/\W+/g, '-')}`);
    const isSource = (path: string) => !/[\\/](?:node_modules|dist|package-lock\.json)$/.test(path);
    cpSync(site, copy, { recursive: true, filter: isSource });
    // Yarn looks in the folders above for a project, unless it finds a lockfile.
    for (const [path, text] of Object.entries({ ...files, 'yarn.lock': '' })) writeFileSync(join(copy, path), text);
    const run = (...args: string[]) => npm(copy, ['exec', '--yes', `--package=${manager}`, '--', ...args]);
    const command = manager.startsWith('pnpm') ? 'pnpm' : 'yarn';
    // In CI Yarn refuses to write a lockfile unless it is told to.
    run(command, 'install', ...(command === 'yarn' ? ['--no-immutable'] : ['--no-frozen-lockfile']));
    expect(run(command, 'run', 'build')).toMatch(/built 1 post and 1 page in .*: \d+ written, 0 unchanged\n/);
    expect(run(command, 'run', 'check')).toContain('checked 1 post and 1 page: no problems\n');
  });
});

test('`dev` serves a page, and an edit is seen', async () => {
  const copy = copyOfSite('dev');
  const address = await serve(copy, 'dev');
  const page = new URL('posts/first-post/', address);
  expect(await (await fetch(page)).text()).toContain('Which page do readers ask for most?');
  const file = join(copy, 'content/posts/first-post/index.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('## The log', '## The log of a server'));
  await expect.poll(async () => await (await fetch(page)).text()).toContain('The log of a server');
  // The folder did not exist when the server started.
  mkdirSync(join(copy, 'templates/styles'), { recursive: true });
  writeFileSync(join(copy, 'templates/styles/custom.css'), '.site-header { color: rebeccapurple; }\n');
  await expect.poll(() => stylesOf(page).catch(() => '')).toMatch(/#639/);
});

async function stylesOf(page: URL): Promise<string> {
  const html = await (await fetch(page)).text();
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
    ([, href = '']) => new URL(href, page),
  );
  const last = sheets.at(-1);
  return last === undefined ? '' : await (await fetch(last)).text();
}

test('`preview` serves what was built, and `new` adds a post', async () => {
  const copy = copyOfSite('preview');
  expect((await octavo(copy, ['new', 'A second post', '--tags', 'logs'])).code).toBe(0);
  expect((await octavo(copy, ['build'])).report).toContain('built 2 posts and 1 page');
  const address = await serve(copy, 'preview');
  expect(await (await fetch(new URL('posts/a-second-post/', address))).text()).toContain('A second post');
  expect((await fetch(new URL('nothing/', address))).status).toBe(404);
});

test('plugins of the blog run, with types from the package and a plugin from npm’s folder', async () => {
  const copy = copyOfSite('plugins');
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, 'remark-shout'));
  writeFileSync(
    join(modules, 'remark-shout/package.json'),
    '{ "name": "remark-shout", "type": "module", "main": "index.js" }',
  );
  writeFileSync(
    join(modules, 'remark-shout/index.d.ts'),
    'export default function remarkShout(options: { mark: string }): (tree: unknown) => void;\n',
  );
  writeFileSync(
    join(modules, 'remark-shout/index.js'),
    `export default function remarkShout({ mark }) {
  const visit = (node) => {
    if (node.type === 'text') node.value += mark;
    node.children?.forEach(visit);
  };
  return visit;
}
`,
  );
  writeFileSync(
    join(copy, 'plugins.ts'),
    `import { contextOf, definePlugins } from 'octavo/plugins';
import remarkShout from 'remark-shout';

function signs() {
  return (tree: { children: unknown[] }, file: { readonly data: object }) => {
    const value = contextOf(file).read('content/signature.txt') ?? 'unsigned';
    tree.children.push({ type: 'paragraph', children: [{ type: 'text', value }] });
  };
}

export default definePlugins({ remark: [[remarkShout, { mark: '!!!' }], signs] });
`,
  );
  writeFileSync(join(copy, 'content/signature.txt'), 'Signed by Ada.');
  const { code, report } = await octavo(copy, ['build', '--verify']);
  expect([code, report]).toEqual([0, expect.stringContaining('verified: ')]);
  const page = () => readFileSync(join(copy, 'dist/about/index.html'), 'utf8');
  expect(page()).toMatch(/!!![^]*<p>Signed by Ada\.<\/p>/);
  await octavo(copy, ['eject', 'components/time.tsx']);
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', copy], { stdio: 'inherit' });
  writeFileSync(join(copy, 'content/signature.txt'), 'Signed by Grace.');
  const again = await octavo(copy, ['build', '--why', '/about/']);
  expect(again.report).toContain('because file of content/signature.txt has changed');
  expect(page()).toContain('<p>Signed by Grace.</p>');
});

describe('the theme', () => {
  test('files of the blog replace those of the theme, with types from the package', async () => {
    const copy = copyOfSite('overlay');
    const listed = await octavo(copy, ['eject']);
    expect(listed.report).toMatch(/^ {6}components\/footer\.tsx +The site's footer: .*\.$/m);
    expect((await octavo(copy, ['eject', 'footer.tsx'])).report).toContain(`did you mean \`${footer}\`?`);
    expect((await octavo(copy, ['eject', footer])).report).toContain(`created templates/${footer}`);
    const original = readFileSync(join(site, 'node_modules/octavo/templates', footer), 'utf8');
    expect(readFileSync(join(copy, 'templates', footer), 'utf8')).toBe(original);
    expect((await octavo(copy, ['eject', footer])).code).toBe(2);
    writeFileSync(
      join(copy, 'templates', footer),
      original.replace('</footer>', '<p>Printed with no ink.</p></footer>'),
    );
    expect((await octavo(copy, ['build'])).report).toContain('built 1 post');
    expect(readFileSync(join(copy, 'dist/index.html'), 'utf8')).toContain('Printed with no ink.');
    expect(readFileSync(join(copy, 'dist/404.html'), 'utf8')).toContain('Printed with no ink.');
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', copy], { stdio: 'inherit' });
    // The rest of the theme is the package's: a page without the changed file's folder is as before.
    rmSync(join(copy, 'templates'), { recursive: true });
    await octavo(copy, ['build']);
    expect(stateOfTexts(join(copy, 'dist'))).toEqual(stateOfTexts(join(site, 'dist')));
  });

  test('directives of the blog, and one that is ejected, with types from the package', async () => {
    const copy = copyOfSite('directives');
    const guide = readFileSync(join(repository, 'content/pages/extending-octavo.md'), 'utf8');
    const listing = /^```tsx title="templates\/directives\/release.tsx"\n([^]*?)^```/m.exec(guide)?.[1] ?? '';
    await octavo(copy, ['eject', 'directives/details.tsx']);
    const release = join(copy, 'templates/directives/release.tsx');
    writeFileSync(release, listing);
    const page = '---\ntitle: Out\n---\n\n:::release{version="1.0"}\nNew.\n:::\n\n:::details\nOld.\n:::\n';
    writeFileSync(join(copy, 'content/pages/out.md'), page);
    expect((await octavo(copy, ['build'])).code).toBe(0);
    const html = readFileSync(join(copy, 'dist/out/index.html'), 'utf8');
    expect(html).toContain('<section class="release"><h2>Version 1.0</h2><p>New.</p></section>');
    expect(html).toContain('<details><summary>Details</summary><p>Old.</p></details>');
    const tsc = join(repository, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', copy], { stdio: 'inherit' });
    writeFileSync(release, listing.replace('{version}', '{version.toFixed(1)}'));
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', copy], { encoding: 'utf8' });
    expect(stdout).toContain("Property 'toFixed' does not exist on type 'string'");
  });

  test('after an upgrade `check` shows what changed in an original, and nothing of the blog is touched', async () => {
    const copy = copyOfSite('upgraded');
    await octavo(copy, ['eject', footer, 'components/time.tsx']);
    const file = join(copy, 'templates', footer);
    const original = readFileSync(file, 'utf8');
    writeFileSync(file, original.replace('</footer>', '<p>Mine.</p></footer>'));
    const theme = join(shared, 'next-theme');
    mkdirSync(join(theme, 'components'), { recursive: true });
    writeFileSync(join(theme, footer), original.replace('</footer>', '<p>New in the theme.</p></footer>'));
    packInto(shared, ['--version', next, '--theme', theme]);
    const before = { templates: stateOf(join(copy, 'templates')), content: stateOf(join(copy, 'content')) };

    npm(copy, ['install', join(shared, `octavo-${next}.tgz`)]);
    expect(await octavo(copy, ['--version'])).toEqual({ code: 0, report: `${next}\n` });
    expect((await octavo(copy, ['build'])).code).toBe(0);
    expect(readFileSync(join(copy, 'dist/index.html'), 'utf8')).toContain('<p>Mine.</p>');
    const { code, report } = await octavo(copy, ['check']);
    expect(code).toBe(0);
    expect(report).toMatch(
      /^warning\[theme\/original-changed\] the original of `templates\/components\/footer\.tsx` has changed/m,
    );
    expect(report).toMatch(/^\+.*<p>New in the theme\.<\/p>/m);
    expect(report).not.toContain('time.tsx');
    expect((await octavo(copy, ['eject', '--diff'])).report).toMatch(/^\+.*<p>New in the theme\.<\/p>/m);
    expect({ templates: stateOf(join(copy, 'templates')), content: stateOf(join(copy, 'content')) }).toEqual(before);

    expect((await octavo(copy, ['eject', '--accept', footer])).code).toBe(0);
    expect(await octavo(copy, ['check'])).toEqual({ code: 0, report: 'checked 1 post and 1 page: no problems\n' });
  });
});

describe.skipIf(!can('setpriv', [...nobody, 'true']))('another user’s packages', () => {
  const asNobody = ['setpriv', ...nobody];

  /** All but `node_modules` belongs to another user. */
  function siteOfNobody(name: string): { readonly copy: string; readonly home: string } {
    const copy = copyOfSite(name);
    const home = join(shared, `${name}-home`);
    mkdirSync(home);
    execFileSync('chown', ['-R', '65534:65534', home, join(copy, 'content')]);
    chmodSync(copy, 0o777);
    return { copy, home };
  }

  test('are used as they are, with a cache in the user’s home', async () => {
    const { copy, home } = siteOfNobody('nobody');
    const before = stateOf(join(copy, 'node_modules'));
    const options = { before: asNobody, env: { HOME: home, XDG_CACHE_HOME: '' } };
    expect((await octavo(copy, ['build'], options)).report).toMatch(/^built 1 post and 1 page in .* written/);
    expect((await octavo(copy, ['build'], options)).report).toMatch(/^built 1 post and 1 page in .*: 0 written/);
    expect((await octavo(copy, ['new', 'Mine'], options)).code).toBe(0);
    expect((await octavo(copy, ['eject', footer], options)).code).toBe(0);
    expect((await octavo(copy, ['build'], options)).report).toMatch(/^built 2 posts/);
    expect(existsSync(join(home, '.cache/octavo/tool')) || existsSync(join(home, 'Library/Caches/octavo/tool'))).toBe(
      true,
    );
    expect(stateOf(join(copy, 'node_modules'))).toEqual(before);
  });

  test('work without any place for a cache, which is one warning', async () => {
    const { copy } = siteOfNobody('homeless');
    const options = { before: asNobody, env: { HOME: '/proc/nothing', XDG_CACHE_HOME: '' } };
    const { code, report } = await octavo(copy, ['build'], options);
    expect(code, report).toBe(0);
    expect(report.match(/^(?:warning|error)\[.*?\]/gm)).toEqual(['warning[cache/not-kept]']);
  });
});

test.skipIf(!can('unshare', ['--mount', 'true']))('the package works on a read-only file system', async () => {
  const copy = copyOfSite('read-only');
  const modules = join(copy, 'node_modules');
  const mount = `mount --bind "${modules}" "${modules}" && mount -o remount,bind,ro "${modules}" && exec "$@"`;
  const home = join(shared, 'read-only-home');
  mkdirSync(home);
  const options = { before: ['unshare', '--mount', 'sh', '-c', mount, 'sh'], env: { HOME: home, XDG_CACHE_HOME: '' } };
  const { code, report } = await octavo(copy, ['build'], options);
  expect([code, report]).toEqual([0, expect.stringMatching(/^built 1 post and 1 page/)]);
  expect((await octavo(copy, ['check'], options)).report).toBe('checked 1 post and 1 page: no problems\n');
});

/** Digests of files by their paths below a folder, without times. */
function stateOfTexts(folder: string): { readonly [path: string]: string } {
  const entries = Object.entries(stateOf(folder));
  return Object.fromEntries(entries.map(([path, state]) => [path.slice(folder.length), state.split(' ')[0] ?? '']));
}

#!/usr/bin/env node
// Makes the packages that users install: `npm run pack` writes octavo-VERSION.tgz and create-octavo-VERSION.tgz to `pack/`. Pure JavaScript is
// bundled, and native packages stay dependencies with the exact versions of package.json. `--version V` and `--theme DIR` are for tests: another
// version, with files that replace some of the theme.

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, transform } from 'esbuild';
import { bundleTool } from './compile-tool.mjs';

const root = dirname(import.meta.dirname);
const starter = join(root, 'scripts/package/starter');
const { values } = parseArgs({
  options: { out: { type: 'string' }, version: { type: 'string' }, theme: { type: 'string' } },
});
const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const version = values.version ?? project.version;
const out = resolve(values.out ?? join(root, 'pack'));

/** Loaded from `node_modules`: native code, and what a theme is compiled with on the user's machine. */
const dependencies = ['esbuild', 'lightningcss', 'preact', 'preact-render-to-string'];
const optional = ['sharp', '@resvg/resvg-js'];
/** Installed by users whose site.yaml asks for it. */
const peers = ['satteri'];

/** Pages of the guide, in the order in which the starter's README names them. */
const guide = [
  'writing',
  'explaining',
  'posts-that-run',
  'languages',
  'settings',
  'changing-the-theme',
  'extending-octavo',
  'publishing',
  'moving',
];

const common = {
  version,
  license: project.license,
  type: 'module',
  engines: project.engines,
};

const scratch = mkdtempSync(join(tmpdir(), 'octavo-pack-'));
try {
  mkdirSync(out, { recursive: true });
  for (const folder of [await octavoPackage(), await createPackage()]) pack(folder);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function octavoPackage() {
  const folder = join(scratch, 'octavo');
  const tool = await bundleTool(root, join(folder, 'tool'), []);
  if (tool === null) process.exit(1);
  for (const [name, contents] of tool.files) {
    // Source maps of the tool would be half of the package.
    if (!name.endsWith('.map')) write(folder, `tool/${name}`, withoutMap(contents));
  }
  write(folder, 'tool/identity.json', JSON.stringify({ tool: `${version} ${tool.digest}` }));
  await bundleLauncher(folder);
  for (const name of ['templates', 'LICENSE', 'CHANGELOG.md'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  cpSync(starter, join(folder, 'starter'), { recursive: true });
  if (values.theme !== undefined) cpSync(values.theme, join(folder, 'templates'), { recursive: true });
  for (const name of readdirSync(join(root, '.vscode')))
    if (name.endsWith('.schema.json')) cpSync(join(root, '.vscode', name), join(folder, 'schemas', name));
  cpSync(join(root, 'scripts/package/README.md'), join(folder, 'README.md'));
  cpSync(join(root, 'scripts/package/tsconfig.json'), join(folder, 'tsconfig.json'));
  write(folder, 'theme.d.ts', themeTypes());
  await addPluginModule(folder);
  addGuide(folder);
  write(folder, 'tool/theme.json', JSON.stringify(await compiledTheme(join(folder, 'templates'))));
  write(folder, 'THIRD-PARTY-LICENSES.txt', licensesOf(tool.sources));
  write(
    folder,
    'package.json',
    json({
      name: 'octavo',
      ...common,
      description: 'A static-site blog generator for long technical posts',
      bin: { octavo: 'bin/octavo.cjs' },
      exports: {
        './plugins': { types: './plugins.d.ts', default: './plugins.js' },
        './theme': { types: './theme.d.ts' },
        './tsconfig.json': './tsconfig.json',
        './schemas/*': './schemas/*',
        './package.json': './package.json',
      },
      dependencies: versionsOf(dependencies),
      optionalDependencies: versionsOf(optional),
      peerDependencies: versionsOf(peers),
      peerDependenciesMeta: Object.fromEntries(peers.map((name) => [name, { optional: true }])),
    }),
  );
  return folder;
}

/** `octavo init` alone. It has no dependencies, so that `npm create octavo` downloads almost nothing. */
async function createPackage() {
  const folder = join(scratch, 'create-octavo');
  await build({
    absWorkingDir: root,
    entryPoints: { create: 'scripts/package/create.ts' },
    outdir: join(folder, 'tool'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'error',
    banner: {
      js: "import { createRequire as octavoRequire } from 'node:module'; const require = octavoRequire(import.meta.url);",
    },
  });
  chmodSync(join(folder, 'tool', 'create.mjs'), 0o755);
  write(folder, 'tool/identity.json', JSON.stringify({ tool: version }));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  cpSync(starter, join(folder, 'starter'), { recursive: true });
  write(
    folder,
    'README.md',
    '# create-octavo\n\n`npm create octavo my-blog` starts a blog with [Octavo](https://www.npmjs.com/package/octavo).\n',
  );
  write(
    folder,
    'package.json',
    json({
      name: 'create-octavo',
      ...common,
      description: 'Starts a blog with Octavo',
      bin: { 'create-octavo': 'tool/create.mjs' },
    }),
  );
  return folder;
}

async function bundleLauncher(folder) {
  await build({
    absWorkingDir: root,
    entryPoints: { octavo: 'scripts/package/launcher.ts' },
    outdir: join(folder, 'bin'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node18',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'error',
  });
  chmodSync(join(folder, 'bin', 'octavo.cjs'), 0o755);
}

/** The types that templates import as `octavo/theme`. They import nothing, so the sources are declarations already. */
function themeTypes() {
  const texts = ['directives', 'props', 'search'].map((name) =>
    readFileSync(join(root, 'src/model', `${name}.ts`), 'utf8'),
  );
  const text = texts.join('\n');
  if (/^import |^export (?:const|function|class)/m.test(text))
    throw new Error('the types of the theme are not types alone');
  return text;
}

/** What a site's `plugins.ts` imports as `octavo/plugins`: types, and two functions for tests of plugins. */
async function addPluginModule(folder) {
  const source = 'src/model/plugins.ts';
  const { code } = await transform(readFileSync(join(root, source), 'utf8'), { loader: 'ts' });
  write(folder, 'plugins.js', code);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = [
    '--ignoreConfig',
    '--declaration',
    '--emitDeclarationOnly',
    '--target',
    'es2023',
    '--outDir',
    folder,
  ];
  execFileSync(process.execPath, [tsc, source, ...options], { cwd: root, stdio: 'inherit' });
}

/** The guide of this repository as plain Markdown: the copies that the library's site has of its pages, with the listings included. */
function addGuide(folder) {
  const site = join(scratch, 'site');
  const args = [join(root, 'scripts/octavo.cjs'), 'build', '--root', root, '--out', site];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const page of guide)
    write(folder, `guide/${page}.md`, withGuideLinks(readFileSync(join(site, page, 'index.md'), 'utf8')));
}

/** Links to other pages of the guide lead to their files; of other links within the site only the text is left. */
function withGuideLinks(markdown) {
  return markdown
    .split(/(^(`{3,})[^]*?^\2`*$\n?)/m)
    .filter((_, at) => at % 3 !== 2)
    .map((part) =>
      part.startsWith('```') ? part : part.replace(/(?<!`)!?\[([^\]]*)\]\((?![a-z]+:|#)([^)]*)\)(?!`)/g, guideLink),
    )
    .join('');
}

function guideLink(_, text, target) {
  const [, page = '', anchor = ''] = /^\.\.\/([^/#]+)\/(#.*)?$/.exec(target) ?? [];
  return guide.includes(page) ? `[${text}](${page}.md${anchor})` : text;
}

/** The default theme as `src/pipeline/cache/theme-cache.ts` expects it. */
async function compiledTheme(templates) {
  // In `node_modules`, so that it finds the packages of the repository.
  const module = join(root, 'node_modules', '.cache', 'octavo', `pack-${process.pid}.mjs`);
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['scripts/package/shipped-theme.ts'],
      outfile: module,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      logLevel: 'error',
    });
    const { shippedTheme } = await import(pathToFileURL(module).href);
    return await shippedTheme(templates);
  } finally {
    rmSync(module, { force: true });
  }
}

/** Names, versions and license texts of the packages that are part of the compiled tool. */
function licensesOf(sources) {
  const folders = new Set(
    sources.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? []),
  );
  const entries = [...folders]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version: exact, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
      const text = file === undefined ? `License: ${license}` : readFileSync(join(root, folder, file), 'utf8').trim();
      return `${name} ${exact} (${license})\n\n${text}\n`;
    });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  const head =
    'The compiled tool in tool/ contains these packages. The fonts in templates/fonts/ have licenses of their own, next to them.\n';
  return [head, ...entries].join(rule);
}

function versionsOf(names) {
  const all = { ...project.dependencies, ...project.optionalDependencies };
  return Object.fromEntries(names.toSorted().map((name) => [name, all[name]]));
}

function pack(folder) {
  const printed = execFileSync('npm', ['pack', '--pack-destination', out, '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [{ filename, size, unpackedSize }] = Object.values(JSON.parse(printed));
  const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`${join(out, filename)}: ${mb(size)}, ${mb(unpackedSize)} unpacked`);
}

function write(folder, path, contents) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), contents);
}

function withoutMap(contents) {
  return Buffer.from(contents)
    .toString('utf8')
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

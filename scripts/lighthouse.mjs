// Scores pages with Lighthouse's phone settings, served compressed as by a host. `node scripts/lighthouse.mjs [PATH…]` scores the given
// paths, or the index and the longest article of `dist/`. Lighthouse is large and rarely needed, so it must never become a dependency: it is
// installed, without install scripts, into a temporary folder.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { lookup } from 'mrmime';

/** The newest version that runs on the oldest supported Node. */
const version = '12.8.2';
const dist = join(import.meta.dirname, '..', 'dist');
const notFound = join(dist, '404.html');

if (!existsSync(join(dist, 'index.html'))) fail('dist/ does not exist: run `npm run build` first');
const chromium = chromiumPath() ?? fail('Chromium not found: add it to PATH or set CHROMIUM_PATH');
const { lighthouse, launch } = await installed();
const paths = process.argv.length > 2 ? process.argv.slice(2) : ['', longestArticle()];

/** By the file's path. Filled in advance, so that the time of compression doesn't count as the server's. */
const compressedFiles = new Map();
const assets = readdirSync(join(dist, 'assets')).map((name) => join(dist, 'assets', name));
for (const file of [...paths.map((path) => fileAt(`/${path}`) ?? notFound), ...assets])
  if (isText(file)) compressed(file);

const server = createServer(answer).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  // Without it, headless Chromium drops the first frame, and even the second, when a font arrives while it is drawn, and draws again only a
  // second later, which counts as a slow page.
  '--run-all-compositor-stages-before-draw',
];
const chrome = await launch({ chromePath: chromium, chromeFlags: flags });
let isPerfect = true;
try {
  for (const path of paths) {
    const result = await lighthouse(`http://127.0.0.1:${server.address().port}/${path}`, {
      port: chrome.port,
      logLevel: 'error',
    });
    isPerfect = printed(path, result.lhr) && isPerfect;
  }
} finally {
  chrome.kill();
  server.close();
}
process.exitCode = isPerfect ? 0 : 1;

/** Prints a line of scores, then each audit that failed. Returns whether all scores are perfect. */
function printed(path, { categories, audits }) {
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  console.log(`/${path}: ${scores.join(', ')}`);
  const counted = Object.values(categories)
    .filter(({ score }) => score < 1)
    .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  for (const { id } of counted) {
    const { title, score, displayValue = '' } = audits[id];
    if (score !== null && score < 1) console.log(`  ${id} ${Math.round(score * 100)}: ${title} ${displayValue}`);
  }
  return Object.values(categories).every(({ score }) => score === 1);
}

async function installed() {
  const folder = join(tmpdir(), `octavo-lighthouse-${version}`);
  const require = createRequire(join(folder, 'package.json'));
  if (!existsSync(join(folder, 'node_modules/lighthouse/package.json'))) {
    mkdirSync(folder, { recursive: true });
    console.error(`installing lighthouse ${version} into ${folder} …`);
    const words = [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      `lighthouse@${version}`,
    ];
    execFileSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  }
  const load = (name) => import(pathToFileURL(require.resolve(name)).href);
  const [{ default: lighthouse }, { launch }] = await Promise.all([load('lighthouse'), load('chrome-launcher')]);
  return { lighthouse, launch };
}

function longestArticle() {
  const pages = readdirSync(dist, { recursive: true }).filter((path) => path.endsWith('.html'));
  const sizes = pages.flatMap((path) => {
    const html = readFileSync(join(dist, path), 'utf8');
    const address = path.replaceAll('\\', '/').replace(/(?<=^|\/)index\.html$/, '');
    return html.includes('"BlogPosting"') ? [{ path: address, size: html.length }] : [];
  });
  return sizes.toSorted((a, b) => b.size - a.size)[0]?.path ?? fail('dist/ has no posts');
}

function answer(request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const found = fileAt(pathname);
  const file = found ?? notFound;
  const type = typeOf(file);
  const headers = {
    'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'Cache-Control': pathname.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    ...(isText(file) ? { 'Content-Encoding': 'br' } : {}),
  };
  response.writeHead(found === null ? 404 : 200, headers);
  response.end(isText(file) ? compressed(file) : readFileSync(file));
}

/** The file of `dist/` at an address; null if there is none. */
function fileAt(pathname) {
  const file = join(dist, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  return file.startsWith(dist) && existsSync(file) && statSync(file).isFile() ? file : null;
}

function typeOf(file) {
  return lookup(file) ?? 'application/octet-stream';
}

function isText(file) {
  return /^text|json|xml/.test(typeOf(file));
}

/** What `build --compress` writes: a page that fits into the first ten packets saves a round trip. */
function compressed(file) {
  const known = compressedFiles.get(file);
  if (known !== undefined) return known;
  const bytes = brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
  compressedFiles.set(file, bytes);
  return bytes;
}

function chromiumPath() {
  if (process.env['CHROMIUM_PATH']) return process.env['CHROMIUM_PATH'];
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

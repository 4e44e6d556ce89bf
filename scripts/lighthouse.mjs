// Scores pages with Lighthouse on its phone settings, served with compression as hosts serve them: `node scripts/lighthouse.mjs`
// scores the index and the longest article of `dist/`, or the paths it is given. Lighthouse is no dependency of the project, because
// few need it and it is large: it is installed, without install scripts, into a folder under the system's temporary one.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The newest that runs on the oldest Node that the project supports. */
const version = '12.8.2';
const dist = join(import.meta.dirname, '..', 'dist');
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.avif': 'image/avif',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

if (!existsSync(join(dist, 'index.html'))) fail('there is no dist/: run `npm run build` first');
const chromium = chromiumPath() ?? fail('there is no Chromium: put one on PATH or name it in CHROMIUM_PATH');
const { lighthouse, launch } = await installed();
const paths = process.argv.length > 2 ? process.argv.slice(2) : ['', longestArticle()];

const server = createServer(answer).listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
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

/** One line of scores, and below it what was not perfect. Returns whether everything was. */
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
  const sizes = readdirSync(join(dist, 'posts')).flatMap((slug) => {
    const file = join(dist, 'posts', slug, 'index.html');
    return existsSync(file) ? [{ path: `posts/${slug}/`, size: statSync(file).size }] : [];
  });
  return sizes.toSorted((a, b) => b.size - a.size)[0]?.path ?? fail('there are no posts in dist/');
}

function answer(request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const asked = join(dist, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  const isThere = asked.startsWith(dist) && existsSync(asked) && statSync(asked).isFile();
  const file = isThere ? asked : join(dist, '404.html');
  const type = types[extname(file)] ?? 'application/octet-stream';
  const headers = {
    'Content-Type': type,
    'Cache-Control': pathname.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
  };
  const [encoding, body] = encoded(readFileSync(file), type, String(request.headers['accept-encoding']));
  response.writeHead(isThere ? 200 : 404, encoding === null ? headers : { ...headers, 'Content-Encoding': encoding });
  response.end(body);
}

function encoded(bytes, type, accepted) {
  if (!/^text|json|xml/.test(type)) return [null, bytes];
  // A host compresses beforehand, or quickly.
  const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  if (accepted.includes('br')) return ['br', brotliCompressSync(bytes, quickly)];
  if (accepted.includes('gzip')) return ['gzip', gzipSync(bytes)];
  return [null, bytes];
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

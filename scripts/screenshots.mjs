// Takes the screenshots for the README: the index and an article, light and dark, into `.github/screenshots/`. Run
// `npm run build`, then `node scripts/screenshots.mjs [PATH OF AN ARTICLE]`. Must never build the site itself.

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github/screenshots');
const article = process.argv[2] ?? 'posts/event-loop-100-lines/';
const port = 4399;

mkdirSync(folder, { recursive: true });
const server = spawn(process.execPath, [join(root, 'scripts/octavo.cjs'), 'preview', '--port', String(port)], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const [, address] = await printed(/(http:\/\/\S+)/);
  for (const [name, path] of [
    ['index', ''],
    ['article', article],
  ]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({
        viewport: { width: 1200, height: 800 },
        deviceScaleFactor: 1.5,
        colorScheme,
      });
      await page.goto(new URL(path, address).href);
      await page.evaluate(() => document.fonts.ready);
      // Text needs only a few colors, and the files stay small.
      await sharp(await page.screenshot())
        .png({ palette: true, colours: 128, effort: 10 })
        .toFile(join(folder, `${name}-${colorScheme}.png`));
      await page.close();
    }
  }
} finally {
  await browser.close();
  server.kill();
}

/** Resolves with the match once the server's output has one. */
function printed(pattern) {
  return new Promise((done, fail) => {
    let text = '';
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const found = pattern.exec(text);
      if (found !== null) done(found);
    });
    server.once('exit', (code) => fail(new Error(`the preview exited with code ${code}: does dist/ exist?`)));
  });
}

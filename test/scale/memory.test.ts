// A site of very many posts builds in less than 2 GB, as the real program does it. Linux only: the peak is read from /proc.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeFiles } from '../support/folder.ts';
import { bareTheme } from '../support/rig.ts';
import { soak } from '../support/soak.ts';

const posts = soak('posts', { short: 200, long: 100_000 });
const program = join(import.meta.dirname, '..', '..', 'scripts', 'octavo.mjs');
/** The tool itself takes this much; what each post adds leaves 100,000 of them below 2 GB. */
const mostMb = 300 + 0.0174 * posts.count;

test.skipIf(!existsSync('/proc/self/status'))(`memory (${posts.label})`, { timeout: 3_600_000 }, async () => {
  const root = mkdtempSync(join(tmpdir(), 'octavo-test-'));
  try {
    writeSite(root);
    const { code, peakMb } = await run(['build', '--root', root, '--json']);
    console.log(`${posts.count} posts: ${peakMb} MB`);
    expect(code).toBe(0);
    expect(existsSync(join(root, `dist/posts/p${posts.count - 1}/index.html`))).toBe(true);
    expect(peakMb).toBeGreaterThan(0);
    expect(peakMb).toBeLessThan(mostMb);
  } finally {
    // Takes longer than a hook may.
    rmSync(root, { recursive: true, force: true });
  }
});

function writeSite(root: string): void {
  const theme = [
    'all-series',
    'archive',
    'article',
    'frame',
    'list',
    'not-found',
    'page',
    'redirect',
    'search',
    'series',
    'tag',
    'tags',
  ];
  writeFiles(root, {
    'content/site.yaml': 'title: Site\nurl: https://example.org\n',
    ...Object.fromEntries(theme.map((name) => [`templates/${name}.tsx`, readFileSync(join(bareTheme, `${name}.tsx`))])),
  });
  for (let number = 0; number < posts.count; number++) {
    const day = new Date(Date.UTC(2000, 0, 1) + (number % 9000) * 86_400_000).toISOString().slice(0, 10);
    const before = number === 0 ? 'the first' : `[the one before](p${number - 1}.md)`;
    const text = `---\ntitle: Post ${number}\ndate: ${day}\ntags: [t${number % 100}, u${number % 7}]\n---\nAfter ${before}.\n\n<!--more-->\n\n## Part\n\n\`\`\`go\nfunc f() int { return ${number} }\n\`\`\`\n`;
    writeFiles(root, { [`content/posts/p${number}.md`]: text });
  }
}

/** Runs the program and looks at its memory until it ends. */
async function run(args: readonly string[]): Promise<{ code: number | null; peakMb: number }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakKb = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKb = Math.max(peakKb, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0));
    } catch {
      // It has just ended.
    }
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(look);
  return { code, peakMb: Math.round(peakKb / 1024) };
}

// The real program builds a site of very many long posts in less than 2 GB. Linux only: the peak is read from /proc.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { randomRun } from '../support/random.ts';

const posts = randomRun('posts', { full: 100, soak: 100_000 });
const scripts = join(import.meta.dirname, '..', '..', 'scripts');
/** The tool itself takes this much; with what each post adds, 100,000 posts stay below 2 GB. */
const maxMb = 400 + 0.015 * posts.count;

test.skipIf(!existsSync('/proc/self/status'))(`memory (${posts.label})`, { timeout: 7_200_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'octavo-test-'));
  const root = join(folder, 'site');
  try {
    execFileSync(process.execPath, [join(scripts, 'bench/make-site.mjs'), `${posts.count}`, root, `${posts.seed}`]);
    const { code, peakMb } = await run(['build', '--root', root, '--json']);
    console.log(`${posts.count} posts: ${peakMb} MB`);
    expect(code).toBe(0);
    expect(readdirSync(join(root, 'dist/posts'))).toHaveLength(posts.count);
    expect(peakMb).toBeGreaterThan(0);
    expect(peakMb).toBeLessThan(maxMb);
  } finally {
    // Takes longer than a hook may.
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Runs the program and reads its memory use until it ends. */
async function run(args: readonly string[]): Promise<{ code: number | null; peakMb: number }> {
  const program = join(scripts, 'octavo.cjs');
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakKb = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKb = Math.max(peakKb, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0));
    } catch {
      // It has ended.
    }
  }, 50);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(look);
  return { code, peakMb: Math.round(peakKb / 1024) };
}

// The code of compiled themes, kept beside the compiled tool and trusted as that is: never in a site's cache, never named by one. What is
// kept is found by all that it was made of (the theme's files, the tool); what can't be read back exactly is compiled again.

import { dirname, join } from 'node:path';
import { type Disk, readWhole, realDisk, removeQuietly, writeWhole } from '../engine/disk.ts';
import type { TemplateCode } from '../render/bundle.ts';
import { codeFrom } from '../render/templates.ts';
import { digestOf } from '../text/digest.ts';
import type { Inputs } from './inputs.ts';
import { bundleSite, compileSite, digestOfTheme } from './theme.ts';

export interface KeptThemesOptions {
  /** Absolute; null: nothing is kept. */
  readonly folder: string | null;
  /** Whatever else the code depends on: the tool and its packages. */
  readonly tool: string;
  /** Whether everything is to be compiled, even what is kept. */
  readonly isFresh: boolean;
  /** Whether what was compiled is kept. */
  readonly isKept: boolean;
  readonly disk?: Disk;
  /** How themes are compiled; tests count. */
  readonly compilers?: ThemeCompilers;
}

export interface ThemeCompilers {
  readonly bundle: typeof bundleSite;
  readonly compile: typeof compileSite;
}

/** Who changes a theme makes many, and goes back to few. */
const mostThemes = 16;
/** Far more than any theme's code has. */
const mostBytes = 64 * 1024 * 1024;
const digestLength = 32;
const ours = { bundle: bundleSite, compile: compileSite };

/** The compilers of a session: what was compiled before, by any process, is loaded. */
export function keptThemes({ compilers = ours, ...options }: KeptThemesOptions): ThemeCompilers {
  const { folder, tool, isFresh, isKept, disk = realDisk } = options;
  const fileOf = (inputs: Inputs) =>
    folder === null ? null : join(folder, digestOf(`${tool}\n${digestOfTheme(inputs)}`));

  function keep(file: string | null, code: TemplateCode | null): void {
    if (file !== null && code !== null && isKept) write(disk, file, code);
  }

  return {
    async bundle(inputs) {
      const bundled = await compilers.bundle(inputs);
      keep(fileOf(inputs), bundled.code);
      return bundled;
    },
    async compile(inputs) {
      const file = fileOf(inputs);
      const found = file === null || isFresh ? null : read(disk, file);
      if (found !== null) return found;
      const code = await compilers.compile(inputs);
      keep(file, code);
      return code;
    },
  };
}

/** Null for anything that is not whole. */
function read(disk: Disk, file: string): TemplateCode | null {
  try {
    const bytes = readWhole(disk, file, mostBytes);
    const end = bytes.indexOf('\n');
    const map = bytes.toString('utf8', digestLength, end);
    const code = codeFrom({ code: bytes.toString('utf8', end + 1), map });
    return code.digest === bytes.toString('latin1', 0, digestLength) ? code : null;
  } catch {
    return null;
  }
}

/** The code's digest, the source map, which is one line, and the code. Nothing depends on its being written. */
function write(disk: Disk, file: string, { digest, code, map }: TemplateCode): void {
  try {
    const bytes = Buffer.from(`${digest}${map}\n${code}`);
    // Two processes may do so at once.
    writeWhole(disk, file, bytes, { draft: `${file}.${process.pid}` });
    const folder = dirname(file);
    const others = disk.list(folder).filter(({ name }) => join(folder, name) !== file);
    if (others.length >= mostThemes) for (const { name } of others) removeQuietly(disk, join(folder, name));
  } catch {
    // It is compiled again.
  }
}

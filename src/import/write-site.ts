// Writes what an import made. A first import appears as a whole or not at all; a later one replaces only files that nobody has changed since.
// Must never write into a folder with files of someone else.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { digestOf, isDigest } from '../text/digest.ts';
import { ImportError } from './source/model.ts';

/** A file of our site: its text, or the absolute path of the file that it is a copy of. */
export type NewFile = { readonly path: string } & ({ readonly text: string } | { readonly copyOf: string });

export interface WriteReport {
  /** Whether this is the first import into the folder. */
  readonly isFirst: boolean;
  readonly written: readonly string[];
  readonly unchanged: number;
  /** Edited since the last import: left as they are. */
  readonly edited: readonly string[];
  /** Removed since the last import: not written again. */
  readonly removed: readonly string[];
  /** Written by the last import, but no longer part of the source: left as they are. */
  readonly stale: readonly string[];
}

/** Lists the digest of each file as it was written, so that a later import knows what was edited. */
export const recordFile = '.octavo-import.json';

/** Throws an `ImportError` if the folder has files, but none of an import. */
export function checkTarget(folder: string): void {
  if (!existsSync(folder) || readRecord(folder) !== null) return;
  const others = readdirSync(folder).filter((name) => name !== '.git' && name !== '.DS_Store');
  if (others.length === 0) return;
  const shown = others
    .slice(0, 3)
    .map((name) => `\`${name}\``)
    .join(', ');
  const message = `\`${folder}\` already has files: ${shown}${others.length > 3 ? ' and more' : ''}`;
  const hint = 'choose an empty or a new folder with `--into`';
  throw new ImportError([{ message, file: null, line: 0, hint }]);
}

/** Compares the files with the folder, and writes them unless `isDry`. */
export function writeSite(folder: string, files: readonly NewFile[], isDry: boolean): WriteReport {
  checkTarget(folder);
  const before = readRecord(folder);
  const plan = planFor(folder, files, before ?? new Map());
  if (!isDry) {
    if (before === null) writeNew(folder, plan);
    else writeOver(folder, plan);
  }
  const stale = [...(before?.keys() ?? [])].filter((path) => !plan.digests.has(path) && existsSync(join(folder, path)));
  return { ...plan, isFirst: before === null, written: plan.todo.map(({ path }) => path), stale };
}

interface Plan {
  readonly todo: readonly NewFile[];
  readonly unchanged: number;
  readonly edited: readonly string[];
  readonly removed: readonly string[];
  /** Digests as written by this import or an earlier one. */
  readonly digests: ReadonlyMap<string, string>;
}

function planFor(folder: string, files: readonly NewFile[], before: ReadonlyMap<string, string>): Plan {
  const todo: NewFile[] = [];
  const edited: string[] = [];
  const removed: string[] = [];
  const digests = new Map<string, string>();
  for (const file of files) {
    const digest = digestOf('text' in file ? file.text : readFileSync(file.copyOf));
    const old = before.get(file.path);
    const now =
      before.size > 0 && existsSync(join(folder, file.path)) ? digestOf(readFileSync(join(folder, file.path))) : null;
    digests.set(file.path, digest);
    if (now === digest) continue;
    if (now === null && old !== undefined) removed.push(file.path);
    else if (now !== null && now !== old) edited.push(file.path);
    else todo.push(file);
    if (now !== null && now !== old) digests.set(file.path, old ?? digest);
  }
  return { todo, edited, removed, digests, unchanged: files.length - todo.length - edited.length - removed.length };
}

/** Into a folder next to it, which then takes its name. */
function writeNew(folder: string, { todo, digests }: Plan): void {
  const draft = join(dirname(folder), `.${basename(folder)}-import-${process.pid}`);
  try {
    for (const file of todo) writeFile(join(draft, file.path), file);
    writeRecord(draft, digests);
    if (!existsSync(folder)) {
      mkdirSync(dirname(folder), { recursive: true });
      renameSync(draft, folder);
      return;
    }
    for (const name of readdirSync(draft)) if (name !== recordFile) renameSync(join(draft, name), join(folder, name));
    renameSync(join(draft, recordFile), join(folder, recordFile));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function writeOver(folder: string, { todo, digests }: Plan): void {
  for (const file of todo) {
    const path = join(folder, file.path);
    const draft = join(dirname(path), `.${basename(path).slice(0, 200)}-${process.pid}`);
    writeFile(draft, file);
    renameSync(draft, path);
  }
  writeRecord(folder, digests);
}

function writeFile(path: string, file: NewFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if ('text' in file) writeFileSync(path, file.text);
  else copyFileSync(file.copyOf, path);
}

function writeRecord(folder: string, digests: ReadonlyMap<string, string>): void {
  writeFileSync(join(folder, recordFile), `${JSON.stringify({ files: Object.fromEntries(digests) }, null, 1)}\n`);
}

/** Null if there is no record; a damaged one counts as none. */
function readRecord(folder: string): ReadonlyMap<string, string> | null {
  const path = join(folder, recordFile);
  if (!existsSync(path)) return null;
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const files = typeof data === 'object' && data !== null && 'files' in data ? data.files : null;
    if (typeof files !== 'object' || files === null) return null;
    return new Map(Object.entries(files).filter(([, digest]) => typeof digest === 'string' && isDigest(digest)));
  } catch {
    return null;
  }
}

// Files of the default theme that a site has copied to change them, and what the theme has changed in their originals since. Keeps each
// original as it was copied in `templates/.ejected/`. Must never change a file of the site's own.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Diagnostic, warning } from '../model/diagnostic.ts';
import { originalsName } from '../pipeline/inputs/theme-folders.ts';
import { byCodeUnit } from '../text/order.ts';

/** The folders that a theme overlay is made of, all absolute. */
export interface OverlayFolders {
  /** The default theme. */
  readonly standard: string;
  /** The site's `templates/`. */
  readonly own: string;
}

export interface OriginalChange {
  /** Path in the theme: `components/footer.tsx`. */
  readonly path: string;
  /** What the theme has changed since the file was copied; null if the theme no longer has it. */
  readonly patch: string | null;
}

/** Paths of the theme's files, sorted. Texts about them are not part of the theme. */
export function filesOfTheme(standard: string): readonly string[] {
  return filesBelow(standard).filter((path) => !/\.(?:md|txt)$/.test(path));
}

/** Copies an original, both for changing and for comparing later. Throws if the site already has the file. */
export function ejectFile({ standard, own }: OverlayFolders, path: string): void {
  const original = readFileSync(join(standard, path));
  mkdirSync(dirname(join(own, path)), { recursive: true });
  // The original comes first: without it, `templates/` may look like a complete theme.
  acceptOriginal({ standard, own }, path);
  writeFileSync(join(own, path), original, { flag: 'wx' });
}

/** Notes that the present original has been looked at: `originalChanges` starts from it. */
export function acceptOriginal({ standard, own }: OverlayFolders, path: string): void {
  const copy = join(own, originalsName, path);
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(copy, readFileSync(join(standard, path)));
}

/** The ejected files whose original has changed. Files that the site has removed since don't count. */
export async function originalChanges({ standard, own }: OverlayFolders): Promise<readonly OriginalChange[]> {
  const copies = join(own, originalsName);
  if (!existsSync(copies)) return [];
  const changes: OriginalChange[] = [];
  for (const path of filesBelow(copies)) {
    if (!existsSync(join(own, path))) continue;
    const before = readFileSync(join(copies, path));
    const after = existsSync(join(standard, path)) ? readFileSync(join(standard, path)) : null;
    if (!after?.equals(before)) changes.push({ path, patch: after && (await patchOf(path, before, after)) });
  }
  return changes;
}

/** A warning for each change, with what to do. */
export function changeWarning({ path, patch }: OriginalChange): Diagnostic {
  const file = `templates/${path}`;
  const message =
    patch === null
      ? `the theme no longer has the original of \`${file}\``
      : `the original of \`${file}\` has changed since you copied it`;
  const hint =
    patch === null
      ? `remove the file and \`templates/${originalsName}/${path}\` if nothing imports it`
      : `copy what you need of the change, then run \`octavo eject --accept ${path}\``;
  return warning('theme/original-changed', message, { path: file, start: 0, end: 0 }, { hint });
}

async function patchOf(path: string, before: Buffer, after: Buffer): Promise<string> {
  if (before.includes(0) || after.includes(0)) return `${path} is not text`;
  // Most sites have nothing to compare.
  const { unifiedDiff } = await import('../text/unified-diff.ts');
  const [copied, now] = [before, after].map((bytes) => bytes.toString('utf8'));
  return unifiedDiff(
    { file: path, state: 'when you copied it', text: copied ?? '' },
    { file: path, state: 'in the theme now', text: now ?? '' },
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted(byCodeUnit);
}

// Which folders a site's theme comes from. Must never mix the default theme into a theme that is complete in itself.

import { join } from 'node:path';
import { realDisk } from '../../system/disk.ts';
import { templateNames } from '../../theme/templates.ts';

export interface ThemeFolders {
  /** Absolute: the site's own theme if it is complete, else the default theme. */
  readonly templates: string;
  /** Absolute folder of the site whose files replace the default theme's; null if there is none. */
  readonly overlay: string | null;
}

/** Folder in a site's `templates/` with the originals of ejected files, as they were when they were copied. */
export const originalsName = '.ejected';

/**
 * Without `templates/` a site has the default theme. A site with a file for every kind of page has a theme of its own, unless `octavo
 * eject` copied it. The files of any other site replace those of the default theme.
 */
export function themeFolders(root: string, toolRoot: string): ThemeFolders {
  const own = ownTemplates(root);
  const standard = join(toolRoot, 'templates');
  const has = (name: string) => realDisk.stat(join(own, name)) !== null;
  if (!has('.')) return { templates: standard, overlay: null };
  const isComplete = !has(originalsName) && templateNames.every((name) => has(`${name}.tsx`));
  return isComplete ? { templates: own, overlay: null } : { templates: standard, overlay: own };
}

export function ownTemplates(root: string): string {
  return join(root, 'templates');
}

// The theme leaf's other half: reads the files of `templates/` and compiles them. The code must never become part of the leaf's value,
// which is stored in the cache of the site.

import type { Digest, Read, RuleResult } from '../../engine/graph/rule.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { digestOf } from '../../text/digest.ts';
import type { TemplateBundle, TemplateCode, TemplateFiles } from '../../theme/bundle.ts';
import { bundleTemplates, compileTemplates } from '../../theme/templates.ts';
import { decodeText } from './decode-text.ts';
import type { Inputs } from './inputs.ts';
import { isLfsPointer, lfsPointer } from './lfs-pointer.ts';

const binary = /\.(?:woff2?|ttf|otf|png|jpe?g|gif|webp|avif|ico)$/i;

export interface BundledSite {
  readonly reads: readonly Read[];
  readonly result: RuleResult<TemplateBundle | null, Diagnostic>;
  /** The code that renders pages, for this process alone; null if the theme has errors. */
  readonly code: TemplateCode | null;
}

/** The compiled theme, null if it has errors, with every file that it was made from. */
export async function bundleSite(inputs: Inputs): Promise<BundledSite> {
  const { files, undecodable } = themeOf(inputs.siteFiles);
  const { value, diagnostics } = await bundleTemplates(files);
  return {
    reads: readsOfTheme(inputs),
    result: { value: value?.bundle ?? null, diagnostics: [...undecodable, ...diagnostics] },
    code: value?.code ?? null,
  };
}

/** The code that renders pages, compiled again for a theme that is known to have no errors. */
export async function compileSite({ siteFiles }: Inputs): Promise<TemplateCode | null> {
  return (await compileTemplates(themeOf(siteFiles).files)).value;
}

/** Everything that the theme is compiled from. */
export function readsOfTheme({ siteFiles }: Inputs): Read[] {
  return [[siteFiles.list, 'templates'], ...pathsOf(siteFiles).map((path): Read => [siteFiles.file, path])];
}

/** Of everything that the theme is compiled from. */
export function digestOfTheme({ siteFiles }: Inputs): Digest {
  return digestOf(
    pathsOf(siteFiles)
      .map((path) => `${path} ${siteFiles.file.digest(path)}`)
      .join('\n'),
  );
}

function themeOf(siteFiles: Inputs['siteFiles']) {
  const paths = pathsOf(siteFiles);
  const undecodable: Diagnostic[] = [];
  const files = paths.map((path) => {
    const bytes = siteFiles.file.read(path) ?? new Uint8Array();
    if (isLfsPointer(bytes)) undecodable.push(lfsPointer(path));
    if (binary.test(path)) return [path, bytes] as const;
    const text = decodeText(path, bytes);
    undecodable.push(...text.diagnostics);
    return [path, text.value] as const;
  });
  const theme: TemplateFiles = Object.fromEntries(files);
  return { files: theme, undecodable };
}

function pathsOf(siteFiles: Inputs['siteFiles']): readonly string[] {
  return siteFiles.list.read('templates').filter((path) => !path.endsWith('.md') && !path.endsWith('.txt'));
}

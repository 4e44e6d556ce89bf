// The theme leaf's other half: collects the files of `templates/` and compiles them.

import type { Noted, Read } from '../engine/rule.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { TemplateBundle } from '../render/bundle.ts';
import { bundleTemplates } from '../render/templates.ts';
import { decodeText } from './decode-text.ts';
import type { Inputs } from './inputs.ts';

const binary = /\.(?:woff2?|ttf|otf|png|jpe?g|gif|webp|avif|ico)$/i;

/** The compiled theme, null where it has errors, with every file it was made from. */
export async function bundleSite({
  world,
}: Inputs): Promise<{ reads: readonly Read[]; noted: Noted<TemplateBundle | null, Diagnostic> }> {
  const paths = world.list.read('templates').filter((path) => !path.endsWith('.md') && !path.endsWith('.txt'));
  const undecodable: Diagnostic[] = [];
  const files = paths.map((path) => {
    const bytes = world.file.read(path) ?? new Uint8Array();
    if (binary.test(path)) return [path, bytes] as const;
    const text = decodeText(path, bytes);
    undecodable.push(...text.diagnostics);
    return [path, text.value] as const;
  });
  const reads: Read[] = [[world.list, 'templates'], ...paths.map((path): Read => [world.file, path])];
  const bundled = await bundleTemplates(Object.fromEntries(files));
  return { reads, noted: { value: bundled.value, diagnostics: [...undecodable, ...bundled.diagnostics] } };
}

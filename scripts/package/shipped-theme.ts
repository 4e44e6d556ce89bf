// Compiles the default theme for the package, by the code that compiles it in a build.

import { openSession } from '../../src/pipeline/build-session.ts';
import type { ShippedTheme } from '../../src/pipeline/cache/theme-cache.ts';
import { openStatCache } from '../../src/pipeline/inputs/stat-cache.ts';
import { bundleSite, digestOfTheme } from '../../src/pipeline/inputs/theme.ts';

/** `templates` is an absolute folder. Throws if the theme has a mistake. */
export async function shippedTheme(templates: string): Promise<ShippedTheme> {
  const stats = openStatCache('', false);
  const options = { root: templates, templates, stats, drafts: false, future: false, nowMs: 0, url: null };
  const { inputs } = openSession(options).rules;
  const { result, code } = await bundleSite(inputs);
  if (result.value === null || code === null || result.diagnostics.length > 0)
    throw new Error(result.diagnostics.map(({ message, at }) => `${at?.path}: ${message}`).join('\n'));
  return { key: digestOfTheme(inputs), bundle: result.value, code };
}

// Compiles a theme: turns everything in `templates/` into plain data, namely a self-contained module that renders pages, and
// the assets that the pages load. It must never read files, and never load esbuild or lightningcss before there is something
// to compile: a build that renders nothing needs neither.

import type { Built, Diagnostic } from '../model/diagnostic.ts';
import { isError } from '../model/diagnostic.ts';
import type { TemplateName } from '../model/props.ts';
import { digestOf } from '../text/digest.ts';
import { byCodeUnit } from '../text/order.ts';
import { nameAsset } from './asset-name.ts';
import type { TemplateAsset, TemplateBundle, TemplateCode, TemplateFiles, TemplateUses } from './bundle.ts';
import { bundlePages } from './bundle-pages.ts';
import { bundleScripts } from './bundle-scripts.ts';
import { bundleStyles } from './bundle-styles.ts';

export interface CompiledTheme {
  readonly bundle: TemplateBundle;
  readonly code: TemplateCode;
}

/** Every kind of page; a complete theme has a file for each. */
export const templateNames = Object.keys({
  'all-series': true,
  archive: true,
  article: true,
  list: true,
  'not-found': true,
  page: true,
  redirect: true,
  search: true,
  series: true,
  tag: true,
  tags: true,
} satisfies { readonly [name in TemplateName]: true }) as TemplateName[];

/**
 * Compiles templates, styles (`styles/main.css` for every page, `styles/<template>.css` for pages of that kind, `styles/custom.css`
 * for every page after all others, `styles/feed.css` for feeds in a browser), scripts
 * (`client/early.ts` before the first paint, `client/main.ts`, `client/<template>.ts`), fonts that styles use (preloaded if their
 * name ends in `.preload.woff2`) and `icon.svg`. The value is null if there are errors.
 */
export async function bundleTemplates(files: TemplateFiles): Promise<Built<CompiledTheme | null>> {
  const [pages, styles, scripts] = await Promise.all([
    compileTemplates(files),
    bundleStyles(files, ['main', 'custom', 'feed', ...templateNames]),
    bundleScripts(files, ['early', 'main', ...templateNames]),
  ]);
  const diagnostics = [...pages.diagnostics, ...styles.diagnostics, ...scripts.diagnostics].sort(bySpan);
  if (diagnostics.some(isError) || pages.value === null) return { value: null, diagnostics };

  const icon = files['templates/icon.svg'];
  const iconAsset = icon === undefined ? null : nameAsset('icon.svg', icon);
  const assets = [
    ...Object.values(styles.value.sheets),
    ...styles.value.fonts,
    ...Object.values(scripts.value),
    ...(iconAsset === null ? [] : [iconAsset.asset]),
  ].sort((a, b) => byCodeUnit(a.url, b.url));

  const usesOf = (name: TemplateName): TemplateUses => ({
    styles: urlsOf([styles.value.sheets['main'], styles.value.sheets[name], styles.value.sheets['custom']]),
    scripts: urlsOf([scripts.value['main'], scripts.value[name]]),
    earlyScripts: urlsOf([scripts.value['early']]),
    preloadFonts: styles.value.fonts.filter((font) => /\.preload-[^/]*$/.test(font.url)).map((font) => font.url),
  });
  const uses = Object.fromEntries(templateNames.map((name) => [name, usesOf(name)])) as TemplateBundle['uses'];
  const bundle = {
    code: pages.value.digest,
    assets,
    uses,
    icon: iconAsset === null ? null : iconAsset.asset.url,
    feedStyle: styles.value.sheets['feed']?.url ?? null,
  };
  return { value: { bundle, code: pages.value }, diagnostics };
}

/** Compiles only the code that renders pages, for a theme whose assets are known: a third of the work. Null if there are errors. */
export async function compileTemplates(files: TemplateFiles): Promise<Built<TemplateCode | null>> {
  const { value, diagnostics } = await bundlePages(files, templateNames);
  if (diagnostics.some(isError)) return { value: null, diagnostics };
  return { value: withDigest(value), diagnostics };
}

/** Adds the digest. */
function withDigest({ code, map }: Omit<TemplateCode, 'digest'>): TemplateCode {
  return { digest: digestOf(JSON.stringify({ code, map })), code, map };
}

function urlsOf(assets: readonly (TemplateAsset | undefined)[]): string[] {
  return assets.flatMap((asset) => (asset === undefined ? [] : [asset.url]));
}

function bySpan(a: Diagnostic, b: Diagnostic): number {
  return byCodeUnit(a.at?.path ?? '', b.at?.path ?? '') || (a.at?.start ?? 0) - (b.at?.start ?? 0);
}

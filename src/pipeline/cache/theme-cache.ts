// The code of compiled themes, in the tool's cache: a theme that any process compiled before is found by the digest of its files. The default
// theme of an installed package is compiled when the package is made. The cache of a site must never provide code.

import { readFileSync } from 'node:fs';
import type { TemplateBundle, TemplateCode } from '../../theme/bundle.ts';
import { bundleSite, compileSite, digestOfTheme, readsOfTheme } from '../inputs/theme.ts';
import type { ToolCache } from './tool-cache.ts';

export interface ThemeCompilers {
  readonly bundle: typeof bundleSite;
  readonly compile: typeof compileSite;
}

const defaultCompilers = { bundle: bundleSite, compile: compileSite };

/** The compiled theme of a package. */
export interface ShippedTheme {
  /** Digest of the files it was compiled from. */
  readonly key: string;
  readonly bundle: TemplateBundle;
  readonly code: TemplateCode;
}

/** Reads the file when a theme is first asked for. */
export function openShippedTheme(file: string): () => ShippedTheme {
  let theme: ShippedTheme | null = null;
  return () => (theme ??= JSON.parse(readFileSync(file, 'utf8')) as ShippedTheme);
}

/** Compilers that use the cache; tests pass other compilers, which count. */
export function cachedThemes(
  cache: ToolCache,
  compilers: ThemeCompilers = defaultCompilers,
  shipped: (() => ShippedTheme) | null = null,
): ThemeCompilers {
  const shippedFor = (key: string): ShippedTheme | null => {
    const theme = shipped?.() ?? null;
    return theme?.key === key ? theme : null;
  };
  return {
    async bundle(inputs) {
      const theme = shippedFor(digestOfTheme(inputs));
      if (theme !== null) {
        return { reads: readsOfTheme(inputs), result: { value: theme.bundle, diagnostics: [] }, code: theme.code };
      }
      const bundled = await compilers.bundle(inputs);
      if (bundled.code !== null) cache.write(digestOfTheme(inputs), serializeCode(bundled.code));
      return bundled;
    },
    async compile(inputs) {
      const key = digestOfTheme(inputs);
      const theme = shippedFor(key);
      if (theme !== null) return theme.code;
      const found = cache.read(key);
      if (found !== null) return parseCode(found);
      const code = await compilers.compile(inputs);
      if (code !== null) cache.write(key, serializeCode(code));
      return code;
    },
  };
}

/** The digest and the source map are lines; the code follows. */
function serializeCode({ digest, code, map }: TemplateCode): string {
  return `${digest}\n${map}\n${code}`;
}

function parseCode(text: string): TemplateCode {
  const [digest = '', map = ''] = text.split('\n', 2);
  return { digest, map, code: text.slice(digest.length + map.length + 2) };
}

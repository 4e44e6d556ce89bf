// The code of compiled themes, in the tool's cache: a theme that any process compiled before is found by the digest of its files.
// The cache of a site must never provide code.

import type { TemplateCode } from '../../theme/bundle.ts';
import { bundleSite, compileSite, digestOfTheme } from '../inputs/theme.ts';
import type { ToolCache } from './tool-cache.ts';

export interface ThemeCompilers {
  readonly bundle: typeof bundleSite;
  readonly compile: typeof compileSite;
}

const defaultCompilers = { bundle: bundleSite, compile: compileSite };

/** Compilers that use the cache; tests pass other compilers, which count. */
export function cachedThemes(cache: ToolCache, compilers: ThemeCompilers = defaultCompilers): ThemeCompilers {
  return {
    async bundle(inputs) {
      const bundled = await compilers.bundle(inputs);
      if (bundled.code !== null) cache.write(digestOfTheme(inputs), serializeCode(bundled.code));
      return bundled;
    },
    async compile(inputs) {
      const key = digestOfTheme(inputs);
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

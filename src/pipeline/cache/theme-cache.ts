// The code of compiled themes, kept beside the compiled tool: what a process compiled before, found by the theme's files, is loaded.

import type { TemplateCode } from '../../theme/bundle.ts';
import { bundleSite, compileSite, digestOfTheme } from '../inputs/theme.ts';
import type { ToolCache } from './tool-cache.ts';

export interface ThemeCompilers {
  readonly bundle: typeof bundleSite;
  readonly compile: typeof compileSite;
}

const ours = { bundle: bundleSite, compile: compileSite };

/** The compilers of a session; tests give others, which count. */
export function cachedThemes(kept: ToolCache, compilers: ThemeCompilers = ours): ThemeCompilers {
  return {
    async bundle(inputs) {
      const bundled = await compilers.bundle(inputs);
      if (bundled.code !== null) kept.write(digestOfTheme(inputs), textOf(bundled.code));
      return bundled;
    },
    async compile(inputs) {
      const key = digestOfTheme(inputs);
      const found = kept.read(key);
      if (found !== null) return codeOf(found);
      const code = await compilers.compile(inputs);
      if (code !== null) kept.write(key, textOf(code));
      return code;
    },
  };
}

/** Its digest and the source map are lines; the code follows. */
function textOf({ digest, code, map }: TemplateCode): string {
  return `${digest}\n${map}\n${code}`;
}

function codeOf(text: string): TemplateCode {
  const [digest = '', map = ''] = text.split('\n', 2);
  return { digest, map, code: text.slice(digest.length + map.length + 2) };
}

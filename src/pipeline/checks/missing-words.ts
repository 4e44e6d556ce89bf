// Languages of the site without interface words: their pages have English ones. It must never report a language that the site's own theme
// brings words for.

import { hasWordsFor } from '../../content/context/words.ts';
import type { Get } from '../../engine/graph/rule.ts';
import { type Diagnostic, type Span, warning } from '../../model/diagnostic.ts';
import type { Rules } from '../rule-values/rule-types.ts';

/** One warning for each language: at the setting, or at the first page in that language. */
export function missingWords(get: Get, { catalog, inputs }: Rules): Diagnostic[] {
  const { language } = get(inputs.site, '');
  const languages = new Map<string, () => Span>([[language, () => get(inputs.siteSpan, 'language')]]);
  for (const { lang, path } of Object.values(get(catalog, '').entries))
    if (lang !== null && !languages.has(lang)) languages.set(lang, () => ({ path, start: 0, end: 0 }));
  return Array.from(languages, ([lang, at]) => ({ lang, at }))
    .filter(({ lang }) => !hasWordsFor(lang) && !get(inputs.siteFiles.exists, `templates/words/${baseOf(lang)}.ts`))
    .map(({ lang, at }) => {
      const name = baseOf(lang);
      // A language's name instead of its code.
      if (name.length > 3)
        return warning('site/no-words', noWords(lang), at(), { hint: 'write its code, such as `en` or `pt-BR`' });
      const hint = `run \`octavo eject words/en.ts words/choose.ts\`, save the words as \`templates/words/${name}.ts\`, and name them in \`choose.ts\``;
      return warning('site/no-words', noWords(lang), at(), { hint });
    });
}

function noWords(lang: string): string {
  return `there are no interface words for \`${lang}\`, so pages have English ones`;
}

/** `pt` for `pt-BR`. */
function baseOf(lang: string): string {
  return lang.toLowerCase().split('-')[0] ?? lang;
}

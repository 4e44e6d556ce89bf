// Links to the same text in other languages.

import type { ArticleProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { directionOf } from '../words/direction.ts';

interface Props {
  readonly translations: ArticleProps['translations'];
  readonly lang: string;
}

export function Translations({ translations, lang }: Props) {
  if (translations.length === 0) return null;
  return (
    <p class="translations">
      {wordsFor(lang).translations}:{' '}
      {translations.map((one, index) => (
        <>
          {index > 0 && ', '}
          <a href={one.href} hreflang={one.lang} lang={one.lang} dir={directionOf(one.lang) ?? 'ltr'}>
            {one.title}
          </a>
        </>
      ))}
    </p>
  );
}

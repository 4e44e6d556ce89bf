// The series of a post: its position in one line, and all parts when opened.

import type { SeriesBoxProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { PostList } from './post-list.tsx';

interface Props {
  readonly series: SeriesBoxProps;
  readonly lang: string;
}

export function SeriesBox({ series, lang }: Props) {
  const words = wordsFor(lang);
  const position = series.parts.findIndex((part) => part.current) + 1;
  return (
    <details class="series-box">
      <summary>
        {words.part(position, series.parts.length)} {words.inSeries} <strong>{series.title}</strong>
      </summary>
      <PostList posts={series.parts} lang={lang} ordered />
      <p>
        <a href={series.href}>{series.title}</a>
      </p>
    </details>
  );
}

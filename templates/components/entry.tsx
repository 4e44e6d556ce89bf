// A post as the index shows it: title, facts, its own opening, and the way on.

import type { EntryProps } from '../../src/model/props.ts';
import { wordsFor } from '../words/choose.ts';
import { glued } from './glued.ts';
import { Html } from './html.tsx';
import { TagList } from './tag-list.tsx';
import { Unpublished } from './unpublished.tsx';
import { When } from './when.tsx';

interface Props {
  readonly entry: EntryProps;
  readonly lang: string;
}

export function Entry({ entry, lang }: Props) {
  const words = wordsFor(lang);
  return (
    <article class="entry">
      <h2>
        <a href={entry.href}>{glued(entry.title)}</a>
      </h2>
      <p class="meta">
        <Unpublished state={entry.unpublished} lang={lang} />
        {entry.date !== null && <When date={entry.date} />}
        <span>{words.readingMinutes(entry.minutes)}</span>
        {entry.series !== null && (
          <span>
            {words.part(entry.series.part, entry.series.of)} {words.inSeries}{' '}
            <a href={entry.series.href}>{entry.series.title}</a>
          </span>
        )}
      </p>
      <Html class="prose" html={entry.excerptHtml} />
      <div class="entry-end">
        {entry.hasMore && (
          <a class="read-more" href={entry.href}>
            {words.readMore}
            <span class="visually-hidden">: {entry.title}</span>
          </a>
        )}
        <TagList tags={entry.tags} lang={lang} />
      </div>
    </article>
  );
}

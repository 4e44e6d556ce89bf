// A post in a list: its title, metadata, excerpt, and a link to read more.

import type { EntryProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { Html } from './html.tsx';
import { nonBreaking } from './non-breaking.ts';
import { TagList } from './tag-list.tsx';
import { Time } from './time.tsx';
import { Unpublished } from './unpublished.tsx';

interface Props {
  readonly entry: EntryProps;
  readonly lang: string;
}

export function Entry({ entry, lang }: Props) {
  const words = wordsFor(lang);
  return (
    <article class="entry h-entry">
      <h2>
        <a class="p-name u-url" href={entry.href}>
          {nonBreaking(entry.title)}
        </a>
      </h2>
      <p class="meta">
        <Unpublished state={entry.unpublished} lang={lang} />
        {entry.date !== null && <Time class="dt-published" date={entry.date} />}
        <span>{words.readingMinutes(entry.minutes)}</span>
        {entry.series !== null && (
          <span>
            {words.part(entry.series.part, entry.series.of)} {words.inSeries}{' '}
            <a href={entry.series.href}>{entry.series.title}</a>
          </span>
        )}
      </p>
      <Html class={entry.hasMore ? 'prose p-summary' : 'prose e-content'} html={entry.excerptHtml} />
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

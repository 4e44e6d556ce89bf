// A series: links to its parts in reading order.

import type { SeriesProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { PostList } from './components/post-list.tsx';
import { wordsFor } from './words/choose.ts';

export default function Series(props: SeriesProps) {
  const words = wordsFor(props.lang);
  const { title, description, parts } = props.series;
  return (
    <Layout frame={props} kind="series" feed>
      <header class="page-header">
        <h1>
          <span class="kicker">{words.series} </span>
          <span class="p-name">{title}</span>
        </h1>
        {description !== null && <p class="lead">{description}</p>}
        <ul class="links">
          <li>{words.posts(parts.length)}</li>
          <li>
            <a href={props.site.seriesHref}>{words.allSeries}</a>
          </li>
        </ul>
      </header>
      <PostList posts={parts} lang={props.lang} ordered describe feed />
    </Layout>
  );
}

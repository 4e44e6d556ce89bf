// The list of all series, with links to their parts.

import type { AllSeriesProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { PostList } from './components/post-list.tsx';
import { wordsFor } from './words/choose.ts';

export default function AllSeries(props: AllSeriesProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="all-series">
      <h1>{words.series}</h1>
      {props.series.length === 0 && <p>{words.noSeries}</p>}
      {props.series.map(({ href, title, description, parts }) => (
        <section class="group h-feed">
          <h2>
            <a class="p-name u-url" href={href}>
              {title}
            </a>
          </h2>
          {description !== null && <p>{description}</p>}
          <PostList posts={parts} lang={props.lang} ordered feed />
        </section>
      ))}
    </Layout>
  );
}

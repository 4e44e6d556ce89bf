// The archive: links to all posts, by year.

import type { ArchiveProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { PostList } from './components/post-list.tsx';
import { wordsFor } from './words/choose.ts';

export default function Archive(props: ArchiveProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="archive" feed>
      <h1 class="p-name">{words.archive}</h1>
      {props.years.length === 0 && <p>{words.noPosts}</p>}
      {props.years.map(({ year, posts }) => (
        <section class="group">
          <h2 id={`year-${year}`}>{year}</h2>
          <PostList posts={posts} lang={props.lang} feed />
        </section>
      ))}
    </Layout>
  );
}

// The "page not found" page. Hosts show it at any depth, so its links must never be relative.

import type { NotFoundProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { PostList } from './components/post-list.tsx';
import { wordsFor } from './words/choose.ts';

export default function NotFound(props: NotFoundProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="not-found">
      <h1>{words.notFound}</h1>
      <p class="lead">{words.notFoundText}</p>
      <ul class="links">
        <li>
          <a href={props.site.homeHref}>{props.site.title}</a>
        </li>
        <li>
          <a href={props.site.searchHref}>{words.search}</a>
        </li>
        <li>
          <a href={props.site.archiveHref}>{words.archive}</a>
        </li>
      </ul>
      {props.recent.length > 0 && (
        <section class="group">
          <h2>{words.recentPosts}</h2>
          <PostList posts={props.recent} lang={props.lang} />
        </section>
      )}
    </Layout>
  );
}

// A list of links to posts with their dates and, with `describe`, their descriptions and reading times.

import type { PostLinkProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { nonBreaking } from './non-breaking.ts';
import { Time } from './time.tsx';
import { Unpublished } from './unpublished.tsx';

interface Props {
  readonly posts: readonly (PostLinkProps & { readonly current?: boolean })[];
  readonly lang: string;
  readonly ordered?: boolean;
  readonly describe?: boolean;
  /** Whether the list is what its page is about: then its posts are entries of the page's microformats. */
  readonly feed?: boolean;
}

export function PostList({ posts, lang, ordered = false, describe = false, feed = false }: Props) {
  const words = wordsFor(lang);
  const List = ordered ? 'ol' : 'ul';
  return (
    <List class={describe ? 'post-list described' : 'post-list'}>
      {posts.map((post) => (
        <li class={feed ? 'h-entry' : undefined}>
          <a
            class={feed ? 'post-link p-name u-url' : 'post-link'}
            href={post.href}
            aria-current={post.current === true ? 'page' : undefined}
          >
            {nonBreaking(post.title)}
          </a>{' '}
          <Unpublished state={post.unpublished} lang={lang} />
          <span class="meta">
            {post.date !== null && <Time class={feed ? 'dt-published' : undefined} date={post.date} />}
            {describe && post.date !== null && ' · '}
            {describe && words.readingMinutes(post.minutes)}
          </span>
          {describe && post.description !== null && <p class={feed ? 'p-summary' : undefined}>{post.description}</p>}
        </li>
      ))}
    </List>
  );
}

// Posts as a short list: a title, a date, how long it takes. For archives, series, neighbours.

import type { PostLinkProps } from '../../src/model/props.ts';
import { wordsFor } from '../words/choose.ts';
import { Unpublished } from './unpublished.tsx';
import { When } from './when.tsx';

interface Props {
  readonly posts: readonly (PostLinkProps & { readonly current?: boolean })[];
  readonly lang: string;
  readonly ordered?: boolean;
  readonly describe?: boolean;
}

export function PostList({ posts, lang, ordered = false, describe = false }: Props) {
  const words = wordsFor(lang);
  const List = ordered ? 'ol' : 'ul';
  return (
    <List class="post-list">
      {posts.map((post) => (
        <li>
          <a class="post-link" href={post.href} aria-current={post.current === true ? 'page' : undefined}>
            {post.title}
          </a>{' '}
          <Unpublished state={post.unpublished} lang={lang} />
          <span class="meta">
            {post.date !== null && <When date={post.date} />}
            {post.date !== null && ' · '}
            {words.readingMinutes(post.minutes)}
          </span>
          {describe && post.description !== null && <p>{post.description}</p>}
        </li>
      ))}
    </List>
  );
}

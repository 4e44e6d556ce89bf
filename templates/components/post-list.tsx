// Posts as a short list, titles and dates; described, with what they say and how long they take. For archives, series, neighbours.

import type { PostLinkProps } from '../../src/model/props.ts';
import { wordsFor } from '../words/choose.ts';
import { glued } from './glued.ts';
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
    <List class={describe ? 'post-list described' : 'post-list'}>
      {posts.map((post) => (
        <li>
          <a class="post-link" href={post.href} aria-current={post.current === true ? 'page' : undefined}>
            {glued(post.title)}
          </a>{' '}
          <Unpublished state={post.unpublished} lang={lang} />
          <span class="meta">
            {post.date !== null && <When date={post.date} />}
            {describe && post.date !== null && ' · '}
            {describe && words.readingMinutes(post.minutes)}
          </span>
          {describe && post.description !== null && <p>{post.description}</p>}
        </li>
      ))}
    </List>
  );
}

// Links to the tags of a post.

import type { LinkProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';

interface Props {
  readonly tags: readonly LinkProps[];
  readonly lang: string;
}

export function TagList({ tags, lang }: Props) {
  if (tags.length === 0) return null;
  return (
    <div class="tag-list">
      <span class="visually-hidden">{wordsFor(lang).tags}: </span>
      <ul>
        {tags.map(({ href, title }) => (
          <li>
            <a href={href} rel="tag">
              <span aria-hidden="true">#</span>
              <span class="p-category">{title}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

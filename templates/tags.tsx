// The list of all tags, with the number of posts of each.

import type { TagsProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { wordsFor } from './words/choose.ts';

export default function Tags(props: TagsProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="tags">
      <h1>{words.tags}</h1>
      {props.tags.length === 0 && <p>{words.noTags}</p>}
      {props.tags.length > 0 && (
        <ul class="tag-index">
          {props.tags.map(({ href, title, count, description }) => (
            <li>
              <a href={href}>{title}</a> <span class="meta">{words.posts(count)}</span>
              {description !== null && <p>{description}</p>}
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

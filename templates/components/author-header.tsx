// Who an author is, above their posts. Programs read it as the author of the list: an `h-card` of microformats.

import type { AuthorProps, ListProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly author: AuthorProps;
  readonly props: ListProps;
}

export function AuthorHeader({ author, props: { head, lang, pager, feedHref } }: Props) {
  return (
    <header class="page-header author p-author h-card">
      {/* The name is in the heading. */}
      {author.imageHref !== null && <img class="u-photo" src={author.imageHref} alt="" width="96" height="96" />}
      <div>
        <h1 class="p-name">{author.name}</h1>
        {head.canonical !== null && <data hidden class="u-url u-uid" value={head.canonical} />}
        {author.bio !== null && <p class="lead p-note">{author.bio}</p>}
        <ul class="links">
          {author.url !== null && (
            <li>
              <a class="u-url" href={author.url} rel="me">
                {author.url.replace(/^https?:\/\/(?:www\.)?|\/$/g, '')}
              </a>
            </li>
          )}
          {pager.of > 1 && <li>{wordsFor(lang).page(pager.number, pager.of)}</li>}
          {feedHref !== null && (
            <li>
              <a href={feedHref} type="application/atom+xml">
                <Icon shape="feed" />
                Atom
              </a>
            </li>
          )}
        </ul>
      </div>
    </header>
  );
}

// The posts of a tag with their excerpts, the newest first.

import type { ListProps } from 'octavo/theme';
import { Entry } from './components/entry.tsx';
import { Icon } from './components/icon.tsx';
import { Layout } from './components/layout.tsx';
import { Pager } from './components/pager.tsx';
import { wordsFor } from './words/choose.ts';

export default function Tag(props: ListProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="tag" feed>
      <header class="page-header">
        <h1>
          <span class="kicker">{words.tagged} </span>
          <span class="p-name">{props.heading}</span>
        </h1>
        {props.description !== null && <p class="lead">{props.description}</p>}
        <ul class="links">
          {props.pager.of > 1 && <li>{words.page(props.pager.number, props.pager.of)}</li>}
          {props.feedHref !== null && (
            <li>
              <a href={props.feedHref} type="application/atom+xml">
                <Icon shape="feed" />
                Atom
              </a>
            </li>
          )}
          <li>
            <a href={props.site.tagsHref}>{words.allTags}</a>
          </li>
        </ul>
      </header>
      {props.entries.map((entry) => (
        <Entry entry={entry} lang={props.lang} />
      ))}
      <Pager pager={props.pager} lang={props.lang} />
    </Layout>
  );
}

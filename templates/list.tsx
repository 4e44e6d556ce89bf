// The index, or the posts of an author: posts with their excerpts, the newest first.

import type { ListProps } from 'octavo/theme';
import { AuthorHeader } from './components/author-header.tsx';
import { Entry } from './components/entry.tsx';
import { Layout } from './components/layout.tsx';
import { Pager } from './components/pager.tsx';
import { wordsFor } from './words/choose.ts';

export default function List(props: ListProps) {
  const words = wordsFor(props.lang);
  const tagline = props.pager.number === 1 && props.author === null ? (props.description ?? props.site.tagline) : null;
  return (
    <Layout frame={props} kind="list" titleIsHeading={props.heading === null} feed>
      {props.author !== null && <AuthorHeader author={props.author} props={props} />}
      {props.author === null && props.heading !== null && <h1 class="p-name">{props.heading}</h1>}
      {tagline !== null && <p class="tagline">{tagline}</p>}
      {props.pager.number > 1 && props.author === null && (
        <p class="page-number">{words.page(props.pager.number, props.pager.of)}</p>
      )}
      {props.entries.length === 0 && <p>{words.noPosts}</p>}
      {props.entries.map((entry) => (
        <Entry entry={entry} lang={props.lang} />
      ))}
      <Pager pager={props.pager} lang={props.lang} />
    </Layout>
  );
}

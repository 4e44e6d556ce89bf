// A post: its title and metadata, its table of contents, its text, and what follows it.

import type { ArticleProps } from 'octavo/theme';
import { ArticleEnd } from './components/article-end.tsx';
import { Contents } from './components/contents.tsx';
import { Html } from './components/html.tsx';
import { Layout } from './components/layout.tsx';
import { nonBreaking } from './components/non-breaking.ts';
import { SeriesBox } from './components/series-box.tsx';
import { Time } from './components/time.tsx';
import { Translations } from './components/translations.tsx';
import { Unpublished } from './components/unpublished.tsx';
import { wordsFor } from './words/choose.ts';
import type { Words } from './words/words.ts';

export default function Article(props: ArticleProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="article">
      <article class="article">
        <header class="article-header">
          <h1>{nonBreaking(props.title)}</h1>
          <p class="meta">
            <Unpublished state={props.unpublished} lang={props.lang} />
            {props.date !== null && (
              <span>
                <span class="visually-hidden">{words.published} </span>
                <Time date={props.date} />
              </span>
            )}
            {props.updated !== null && (
              <span>
                {words.updated} <Time date={props.updated} />
              </span>
            )}
            {hasOwnAuthors(props) && <Byline authors={props.authors} words={words} />}
            <span>{words.readingMinutes(props.minutes)}</span>
          </p>
          <Translations translations={props.translations} lang={props.lang} />
          {props.series !== null && <SeriesBox series={props.series} lang={props.lang} />}
        </header>
        <Contents outline={props.outline} lang={props.lang} />
        {props.noticeHtml !== null && <Html class="notice prose" html={props.noticeHtml} />}
        <Html class="prose body" html={props.bodyHtml} />
        <ArticleEnd article={props} />
      </article>
    </Layout>
  );
}

/** A post says who wrote it only if that is not just the site's author. */
function hasOwnAuthors({ authors, site }: ArticleProps): boolean {
  return authors.length > 1 || (authors.length === 1 && authors[0]?.name !== site.author?.name);
}

/** Names, each a link where the author has an address. */
function Byline({ authors, words }: Pick<ArticleProps, 'authors'> & { readonly words: Words }) {
  // The words of a language may come before or after the names.
  const [before = '', after = ''] = words.by('\0').split('\0');
  const separator = (index: number) => (index === 0 ? '' : index === authors.length - 1 ? ` ${words.and} ` : ', ');
  return (
    <span>
      {before}
      {authors.map(({ name, url }, index) => (
        <>
          {separator(index)}
          {url === null ? (
            name
          ) : (
            <a href={url} rel="author">
              {name}
            </a>
          )}
        </>
      ))}
      {after}
    </span>
  );
}

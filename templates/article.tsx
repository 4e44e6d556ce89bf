// A post: its title and metadata, its table of contents, its text, and what follows it.

import type { ArticleProps } from 'octavo/theme';
import { ArticleEnd, labId } from './components/article-end.tsx';
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
      <article class="article h-entry">
        <header class="article-header">
          <h1 class="p-name">{nonBreaking(props.title)}</h1>
          <p class="meta">
            <Unpublished state={props.unpublished} lang={props.lang} />
            {props.date !== null && (
              <span>
                <span class="visually-hidden">{words.published} </span>
                <Time class="dt-published" date={props.date} />
              </span>
            )}
            {props.updated !== null && (
              <span>
                {words.updated} <Time class="dt-updated" date={props.updated} />
              </span>
            )}
            {props.lab !== null && (
              <span>
                <a href={`#${labId}`}>{words.tested}</a> <Time date={props.lab.date} />
              </span>
            )}
            <Byline authors={props.authors} words={words} hidden={!hasOwnAuthors(props)} />
            <span>{words.readingMinutes(props.minutes)}</span>
          </p>
          {props.head.canonical !== null && <data hidden class="u-url" value={props.head.canonical} />}
          <Translations translations={props.translations} lang={props.lang} />
          {props.series !== null && <SeriesBox series={props.series} lang={props.lang} />}
        </header>
        <Contents outline={props.outline} lang={props.lang} />
        {props.noticeHtml !== null && <Html class="notice prose" html={props.noticeHtml} />}
        <Html class="prose body e-content" html={props.bodyHtml} />
        <ArticleEnd article={props} />
      </article>
    </Layout>
  );
}

/** A post tells readers who wrote it if the site has several authors, or if that is not just the site's author. */
function hasOwnAuthors({ authors, site }: ArticleProps): boolean {
  const isSiteAuthor = authors.length === 1 && authors[0]?.name === site.author?.name;
  return authors.some(({ pageHref }) => pageHref !== null) || (authors.length > 0 && !isSiteAuthor);
}

interface BylineProps extends Pick<ArticleProps, 'authors'> {
  readonly words: Words;
  /** Whether it is only for programs that read microformats. */
  readonly hidden: boolean;
}

/** Names, each a link to the author's page on this site or elsewhere. */
function Byline({ authors, words, hidden }: BylineProps) {
  if (authors.length === 0) return null;
  // The words of a language may come before or after the names.
  const [before = '', after = ''] = words.by('\0').split('\0');
  const separator = (index: number) => (index === 0 ? '' : index === authors.length - 1 ? ` ${words.and} ` : ', ');
  return (
    <span hidden={hidden}>
      {before}
      {authors.map(({ name, url, pageHref }, index) => (
        <>
          {separator(index)}
          <AuthorName name={name} href={pageHref ?? url} />
        </>
      ))}
      {after}
    </span>
  );
}

function AuthorName({ name, href }: { readonly name: string; readonly href: string | null }) {
  if (href === null) return <span class="p-author h-card">{name}</span>;
  return (
    <a class="p-author h-card" href={href} rel="author">
      {name}
    </a>
  );
}

// A page that is not a post, such as an about page or a guide.

import type { PlainPageProps } from 'octavo/theme';
import { Contents } from './components/contents.tsx';
import { Html } from './components/html.tsx';
import { Layout } from './components/layout.tsx';
import { nonBreaking } from './components/non-breaking.ts';
import { Time } from './components/time.tsx';
import { Translations } from './components/translations.tsx';
import { wordsFor } from './words/choose.ts';

export default function Page(props: PlainPageProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="page">
      <article class="article">
        <header class="article-header">
          <h1>{nonBreaking(props.title)}</h1>
          {props.updated !== null && (
            <p class="meta">
              <span>
                {words.updated} <Time date={props.updated} />
              </span>
            </p>
          )}
          <Translations translations={props.translations} lang={props.lang} />
        </header>
        <Contents outline={props.outline} lang={props.lang} />
        {props.noticeHtml !== null && <Html class="notice prose" html={props.noticeHtml} />}
        <Html class="prose body" html={props.bodyHtml} />
        {props.editHref !== null && (
          <footer class="article-end">
            <ul class="links">
              <li>
                <a href={props.editHref}>{words.editThisPage}</a>
              </li>
            </ul>
          </footer>
        )}
      </article>
    </Layout>
  );
}

// The search page. It contains all words that its script shows, so that the script never has to know a language.

import type { SearchProps } from 'octavo/theme';
import { Layout } from './components/layout.tsx';
import { wordsFor } from './words/choose.ts';

export default function Search(props: SearchProps) {
  const words = wordsFor(props.lang);
  return (
    <Layout frame={props} kind="search">
      <h1>{words.search}</h1>
      <p class="notice without-script">
        {words.searchNeedsScript} <a href={props.site.archiveHref}>{words.archive}</a>.
      </p>
      <search>
        <form
          class="search-form"
          method="get"
          data-index={props.indexHref}
          data-home={props.site.homeHref}
          data-loading={words.searchLoading}
          data-failed={words.searchFailed}
          data-nothing={words.searchNothing}
          data-found={words.searchFound('{}')}
        >
          <label for="octavo-search">{words.searchLabel}</label>
          <div class="search-line">
            {' '}
            <input
              id="octavo-search"
              type="search"
              name="q"
              autocomplete="off"
              spellcheck={false}
              aria-describedby="octavo-search-hint"
            />
            <button type="submit">{words.search}</button>
          </div>{' '}
          <p id="octavo-search-hint" class="meta">
            {words.searchHint}
          </p>
          <p class="search-status meta" role="status" />
          <ol class="search-results" />
          <button type="button" class="search-more" hidden>
            {words.searchMore}
          </button>
        </form>
      </search>
    </Layout>
  );
}

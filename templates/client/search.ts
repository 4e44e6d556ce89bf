// The search page: searches while the reader types, keeps the query in the address, and moves through results with the arrow
// keys.

import type { SearchPage } from 'octavo/theme';
import { passageIn } from './passage.ts';
import { type Found, Search } from './search-index.ts';
import { piecesOf } from './words-of.ts';

/** How many results are shown at first: the text of each must be loaded. */
const firstResults = 4;
/** How many more the reader gets each time. */
const moreResults = 10;

const form = document.querySelector<HTMLFormElement>('.search-form');
if (form !== null) runSearch(form);

function runSearch(form: HTMLFormElement): void {
  const input = form.querySelector('input');
  const status = form.querySelector('.search-status');
  const results = form.querySelector('.search-results');
  const more = form.querySelector<HTMLButtonElement>('.search-more');
  const { index, home, loading = '', failed = '', nothing = '', found = '' } = form.dataset;
  if (input === null || status === null || results === null || more === null) return;
  if (index === undefined || home === undefined) return;
  const search = new Search(new URL(index, location.href).href);
  const root = new URL(home, location.href);
  let hits: Found = { pages: [], isCut: false, words: new Set() };

  const show = async (): Promise<void> => {
    const query = input.value.trim();
    const address = new URL(location.href);
    if (query === '') address.searchParams.delete('q');
    else address.searchParams.set('q', query);
    history.replaceState(null, '', address);
    if (query === '') {
      status.textContent = '';
      results.replaceChildren();
      more.hidden = true;
      return;
    }
    if (results.childElementCount === 0) status.textContent = loading;
    try {
      const latest = await search.find(query);
      const items = await itemsFor(latest, 0, firstResults);
      // The reader has changed the query in the meantime.
      if (query !== input.value.trim()) return;
      hits = latest;
      const count = `${hits.pages.length}${hits.isCut ? '+' : ''}`;
      status.textContent = hits.pages.length === 0 ? nothing : found.replace('{}', count);
      results.replaceChildren(...items);
      more.hidden = items.length === hits.pages.length;
    } catch {
      status.textContent = failed;
    }
  };

  const itemsFor = async ({ pages, words }: Found, from: number, count: number): Promise<HTMLElement[]> => {
    const shown = await Promise.all(pages.slice(from, from + count).map((number) => search.page(number)));
    return shown.map((page) => resultFor(page, words, root));
  };

  const showMore = async (): Promise<void> => {
    const before = hits;
    const items = await itemsFor(hits, results.childElementCount, moreResults);
    if (hits !== before) return;
    results.append(...items);
    more.hidden = results.childElementCount >= hits.pages.length;
    items[0]?.querySelector('a')?.focus();
  };

  more.addEventListener('click', () => {
    showMore().catch(() => {
      status.textContent = failed;
    });
  });
  input.addEventListener('focus', () => void search.start().catch(() => undefined));
  input.addEventListener('input', () => void show());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  // `octavo dev` has restored the page as it was built.
  document.addEventListener('octavo:update', () => {
    if (document.activeElement !== input) input.value = new URLSearchParams(location.search).get('q') ?? '';
    void show();
  });
  form.addEventListener('keydown', (event) => moveFocus(event, input, results));
  input.value = new URLSearchParams(location.search).get('q') ?? input.value;
  if (input.value !== '') void show();
  input.focus();
}

function resultFor(page: SearchPage, words: ReadonlySet<string>, root: URL): HTMLElement {
  const href = new URL(page.href, root).href;
  const passage = passageIn(page, words);
  const facts = [page.day === '' ? '' : dayFor(page.day), ...page.tags.map((tag) => `#${tag}`)];
  const meta = make('p', marked(facts.filter((fact) => fact !== '').join(' · '), words));
  meta.className = 'meta';
  const result = make('li', [linkTo(href, page.title, words), meta]);
  if (passage === null) return result;
  if (passage.id !== '') {
    const heading = make('p', [linkTo(`${href}#${encodeURIComponent(passage.id)}`, passage.heading, words)]);
    heading.className = 'search-heading';
    result.append(heading);
  }
  result.append(make('p', marked(passage.sentence, words)));
  return result;
}

function linkTo(href: string, text: string, words: ReadonlySet<string>): HTMLAnchorElement {
  const link = make('a', marked(text, words));
  link.href = href;
  return link;
}

function marked(text: string, words: ReadonlySet<string>): (string | Node)[] {
  return piecesOf(text).map((piece) =>
    piece.words.some((word) => words.has(word)) ? make('mark', [piece.text]) : piece.text,
  );
}

function dayFor(day: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  );
}

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  children: readonly (string | Node)[],
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** The arrow keys move from the field through the results and back; Escape returns to the field. */
function moveFocus(event: KeyboardEvent, input: HTMLInputElement, results: Element): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const stops: HTMLElement[] = [input, ...results.querySelectorAll('a')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = event.key === 'Escape' && at > 0 ? input : step !== 0 && at >= 0 ? stops[at + step] : undefined;
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

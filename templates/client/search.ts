// The search page: searches while the reader types, keeps the query in the address, and moves through results with the arrow
// keys.

import { type Hit, Search } from './search-index.ts';
import { piecesOf, plain } from './words-of.ts';

const form = document.querySelector<HTMLFormElement>('.search-form');
if (form !== null) runSearch(form);

function runSearch(form: HTMLFormElement): void {
  const input = form.querySelector('input');
  const status = form.querySelector('.search-status');
  const results = form.querySelector('.search-results');
  const { index, home, loading = '', failed = '', nothing = '', found = '' } = form.dataset;
  if (input === null || status === null || results === null || index === undefined || home === undefined) return;
  const search = new Search(new URL(index, location.href).href);
  const root = new URL(home, location.href);

  const show = async (): Promise<void> => {
    const query = input.value.trim();
    const address = new URL(location.href);
    if (query === '') address.searchParams.delete('q');
    else address.searchParams.set('q', query);
    history.replaceState(null, '', address);
    if (query === '') {
      status.textContent = '';
      results.replaceChildren();
      return;
    }
    if (results.childElementCount === 0) status.textContent = loading;
    try {
      const hits = await search.find(query);
      // The reader has changed the query in the meantime.
      if (query !== input.value.trim()) return;
      status.textContent = hits.length === 0 ? nothing : found.replace('{}', String(hits.length));
      results.replaceChildren(...hits.slice(0, 30).map((hit) => resultFor(hit, root)));
    } catch {
      status.textContent = failed;
    }
  };

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

function resultFor({ document: page, words }: Hit, root: URL): HTMLElement {
  const link = make('a', marked(page.title, words));
  link.href = new URL(page.href, root).href;
  const facts = [page.day === '' ? '' : dayFor(page.day), ...page.tags.map((tag) => `#${tag}`)].filter(
    (fact) => fact !== '',
  );
  const meta = make('p', marked(facts.join(' · '), words));
  meta.className = 'meta';
  const headings = page.headings.filter((heading) => piecesOf(heading).some(({ text }) => words.has(plain(text))));
  return make('li', [
    link,
    meta,
    ...(page.description === '' ? [] : [make('p', marked(page.description, words))]),
    ...(headings.length === 0
      ? []
      : [
          make(
            'ul',
            headings.slice(0, 3).map((heading) => make('li', marked(heading, words))),
          ),
        ]),
  ]);
}

function marked(text: string, words: ReadonlySet<string>): (string | Node)[] {
  return piecesOf(text).map((piece) =>
    piece.isWord && words.has(plain(piece.text)) ? make('mark', [piece.text]) : piece.text,
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

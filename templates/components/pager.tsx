// Links between the pages of a list.

import type { PagerProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';

interface Props {
  readonly pager: PagerProps;
  readonly lang: string;
}

export function Pager({ pager, lang }: Props) {
  if (pager.of < 2) return null;
  const words = wordsFor(lang);
  return (
    <nav class="pager" aria-label={words.pages}>
      {pager.newerHref !== null && (
        <a class="pager-newer" href={pager.newerHref} rel="prev">
          {words.newer}
        </a>
      )}
      <ol>
        {pager.pages.map(({ number, href, current }, index) => (
          <li class={number - (pager.pages[index - 1]?.number ?? number - 1) > 1 ? 'after-gap' : undefined}>
            <a href={href} aria-label={words.page(number, pager.of)} aria-current={current ? 'page' : undefined}>
              {number}
            </a>
          </li>
        ))}
      </ol>
      {pager.olderHref !== null && (
        <a class="pager-older" href={pager.olderHref} rel="next">
          {words.older}
        </a>
      )}
    </nav>
  );
}

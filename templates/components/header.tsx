// The site's header: its title, navigation, a link to the search page, and the color scheme switch, which is visible only if
// scripts run.

import type { SiteProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { Icon } from './icon.tsx';

/** The id of the header's last element: the first paint waits for it, or for the end of the page if no element has this id. */
export const headerEndId = 'octavo-scheme-switch';

interface Props {
  readonly site: SiteProps;
  readonly lang: string;
  readonly titleIsHeading: boolean;
}

export function Header({ site, lang, titleIsHeading }: Props) {
  const words = wordsFor(lang);
  const Title = titleIsHeading ? 'h1' : 'p';
  return (
    <header class="site-header">
      <div class="site-bar">
        <Title class="site-title">
          <a class={titleIsHeading ? 'p-name u-url' : undefined} href={site.homeHref}>
            {site.title}
          </a>
        </Title>
        {site.nav.length > 0 && (
          <nav class="site-nav" aria-label={words.mainNavigation}>
            <ul>
              {site.nav.map(({ href, title, current }) => (
                <li>
                  <a
                    href={href}
                    aria-current={current === 'page' ? 'page' : current === 'section' ? 'true' : undefined}
                  >
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div class="site-tools">
          <a class="tool" href={site.searchHref} aria-label={words.search} title={words.search} data-search>
            <Icon shape="search" />
          </a>
          <button
            id={headerEndId}
            class="tool scheme-switch"
            type="button"
            aria-label={words.switchToDark}
            data-dark={words.switchToDark}
            data-light={words.switchToLight}
          >
            <Icon shape="moon" />
            <Icon shape="sun" />
          </button>
        </div>
      </div>
    </header>
  );
}

// The site's footer: links to the lists of posts, feeds, author and license.

import type { SiteProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly site: SiteProps;
  readonly lang: string;
}

export function Footer({ site, lang }: Props) {
  const words = wordsFor(lang);
  return (
    <footer class="site-footer">
      <div class="site-end">
        <ul>
          <li>
            <a href={site.archiveHref}>{words.archive}</a>
          </li>
          <li>
            <a href={site.tagsHref}>{words.tags}</a>
          </li>
          <li>
            <a href={site.seriesHref}>{words.series}</a>
          </li>
        </ul>
        {site.feeds !== null && (
          <ul>
            <li>
              <a href={site.feeds.atomHref} type="application/atom+xml">
                <Icon shape="feed" />
                Atom
              </a>
            </li>
            <li>
              <a href={site.feeds.rssHref} type="application/rss+xml">
                RSS
              </a>
            </li>
            <li>
              <a href={site.feeds.jsonHref} type="application/feed+json">
                JSON
              </a>
            </li>
          </ul>
        )}
        <p>
          {site.author !== null && <NameLink named={site.author} class="p-author h-card" />}
          {site.author !== null && site.license !== null && ' · '}
          {site.license !== null && (
            <>
              {words.license}: <NameLink named={site.license} rel="license" />
            </>
          )}
        </p>
      </div>
    </footer>
  );
}

interface NameProps {
  readonly named: { readonly name: string; readonly url: string | null };
  readonly rel?: string;
  readonly class?: string;
}

function NameLink({ named, rel, class: name }: NameProps) {
  return named.url === null ? (
    <span class={name}>{named.name}</span>
  ) : (
    <a class={name} href={named.url} rel={rel}>
      {named.name}
    </a>
  );
}

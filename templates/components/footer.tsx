// The site's footer: where else to go, how to subscribe, under which licence the texts stand.

import type { SiteProps } from '../../src/model/props.ts';
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
          {site.author !== null && <PersonLink person={site.author} />}
          {site.author !== null && site.license !== null && ' · '}
          {site.license !== null && (
            <>
              {words.license}: <PersonLink person={site.license} rel="license" />
            </>
          )}
        </p>
      </div>
    </footer>
  );
}

interface PersonProps {
  readonly person: { readonly name: string; readonly url: string | null };
  readonly rel?: string;
}

function PersonLink({ person, rel }: PersonProps) {
  return person.url === null ? (
    <>{person.name}</>
  ) : (
    <a href={person.url} rel={rel}>
      {person.name}
    </a>
  );
}

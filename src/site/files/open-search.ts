// `opensearch.xml`: by it browsers offer the site's search in their address bar. It must never name more than the search page: what is
// typed reaches only that page's address.

import type { SiteConfig } from '../../model/config.ts';
import { absoluteHref } from '../../text/href.ts';
import { addresses } from '../addresses.ts';
import { element, textElement, xmlDocument } from './xml.ts';

/** Limits of the format, in characters. */
const maxShortName = 16;
const maxDescription = 1024;

/** `siteUrl` has no final slash. */
export function openSearchFor({ title, tagline, description, language }: SiteConfig, siteUrl: string): string {
  const template = `${absoluteHref(siteUrl, addresses.search)}?q={searchTerms}`;
  return xmlDocument(
    element(
      'OpenSearchDescription',
      { xmlns: 'http://a9.com/-/spec/opensearch/1.1/' },
      textElement('ShortName', shortened(title, maxShortName)),
      textElement('Description', shortened(description ?? tagline ?? title, maxDescription)),
      element('Url', { type: 'text/html', template }),
      textElement('Language', language),
      textElement('InputEncoding', 'UTF-8'),
    ),
  );
}

/** At most `length` characters, whole words if the first one fits. */
function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  const start = characters.slice(0, length + 1).join('');
  return /^(.*\S)\s/s.exec(start)?.[1] ?? characters.slice(0, length).join('');
}

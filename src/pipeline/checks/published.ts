// Compares the site with `content/published.txt`, and says how to add what is new to it. It must never drop a line: only an author gives an
// address up.

import { type Diagnostic, warning } from '../../model/diagnostic.ts';
import { reportLost } from '../../site/published/lost-addresses.ts';
import { lineOf, parsePublished, printPublished, publishedListFile } from '../../site/published/published-list.ts';
import { type PresentSite, publishedNow } from '../../site/published/published-now.ts';

export interface PublishedCheck {
  /** What is lost. */
  readonly lost: readonly Diagnostic[];
  /** The lines that the file lacks. */
  readonly missing: readonly string[];
  /** The text of the file with these lines. */
  readonly text: string;
}

/** `text` is that of the file; null if there is none. */
export function checkPublished(text: string | null, site: PresentSite): PublishedCheck {
  // The build has reported lines that can't be read.
  const { value: lines } = parsePublished({ path: publishedListFile, text: text ?? '' });
  const known = new Set(lines.map(lineOf));
  const now = publishedNow(site);
  return {
    lost: reportLost(lines, site),
    missing: now.map(lineOf).filter((line) => !known.has(line)),
    text: printPublished([...lines, ...now]),
  };
}

/** For a site that records what it publishes, a reminder to do so. */
export function unrecorded([first = '', ...others]: readonly string[]): Diagnostic {
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const message = `\`${first}\`${more} ${others.length === 0 ? 'is' : 'are'} not in \`${publishedListFile}\``;
  const hint = 'run `octavo check --record`, and commit the file';
  return warning('published/unrecorded', message, { path: publishedListFile, start: 0, end: 0 }, { hint });
}

// What follows the text of a post: its lab, tags and license, the next part, neighbors, related posts and backlinks.

import type { ArticleProps, PostLinkProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';
import { nonBreaking } from './non-breaking.ts';
import { PostList } from './post-list.tsx';
import { TagList } from './tag-list.tsx';
import { Time } from './time.tsx';
import { Unpublished } from './unpublished.tsx';

/** Where a post says with what its listings were run. */
export const labId = 'octavo-lab';

interface Props {
  readonly article: ArticleProps;
}

export function ArticleEnd({ article }: Props) {
  const { lang, newer, older, related, backlinks } = article;
  const words = wordsFor(lang);
  const next = nextPart(article);
  const shown = new Set([next, newer, older].map((post) => post?.href));
  const others = related.filter(({ href }) => !shown.has(href));
  return (
    <footer class="article-end">
      <About article={article} />
      {next !== null && (
        <p class="next-part">
          <span>{words.nextInSeries}</span> <a href={next.href}>{nonBreaking(next.title)}</a>
        </p>
      )}
      {(newer !== null || older !== null) && (
        <nav class="neighbors" aria-label={words.morePosts}>
          {older !== null && <Neighbor post={older} rel="prev" label={words.previousPost} />}
          {newer !== null && <Neighbor post={newer} rel="next" label={words.nextPost} />}
        </nav>
      )}
      {others.length > 0 && (
        <section aria-labelledby="octavo-related">
          <h2 id="octavo-related">{words.related}</h2>
          <PostList posts={others} lang={lang} describe />
        </section>
      )}
      {backlinks.length > 0 && (
        <section aria-labelledby="octavo-backlinks">
          <h2 id="octavo-backlinks">{words.backlinks}</h2>
          <ul class="backlinks">
            {backlinks.map(({ href, title, unpublished }) => (
              <li>
                <a href={href}>{nonBreaking(title)}</a> <Unpublished state={unpublished} lang={lang} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </footer>
  );
}

function About({ article }: Props) {
  const { lang, lab, discussions, editHref, sourceHref, historyHref } = article;
  // The footer of the page already names the site's license.
  const license = article.license?.name === article.site.license?.name ? null : article.license;
  const words = wordsFor(lang);
  const hasHrefs = editHref !== null || sourceHref !== null || historyHref !== null;
  const hasLinks = discussions.length > 0 || license !== null || hasHrefs;
  if (lab === null && article.tags.length === 0 && !hasLinks) return null;
  return (
    <div class="about-post">
      {lab !== null && (
        <p class="lab" id={labId}>
          {words.listingsRun(lab.environment)} (<Time date={lab.date} />
          ).
          {lab.files.length > 0 && (
            <>
              {' '}
              {words.labFiles}:{' '}
              {lab.files.map(({ href, title }, index) => (
                <>
                  {index > 0 && ', '}
                  <a href={href}>{title}</a>
                </>
              ))}
            </>
          )}
        </p>
      )}
      <TagList tags={article.tags} lang={lang} />
      {hasLinks && (
        <ul class="links">
          {discussions.length > 0 && (
            <li>
              {words.discussion}:{' '}
              {discussions.map(({ href, title }, index) => (
                <span>
                  <a href={href}>{title}</a>
                  {index < discussions.length - 1 && ', '}
                </span>
              ))}
            </li>
          )}
          {license !== null && (
            <li>
              {words.license}:{' '}
              {license.url === null ? (
                license.name
              ) : (
                <a href={license.url} rel="license">
                  {license.name}
                </a>
              )}
            </li>
          )}
          {editHref !== null && (
            <li>
              <a href={editHref}>{words.editThisPage}</a>
            </li>
          )}
          {sourceHref !== null && (
            <li>
              <a href={sourceHref}>{words.viewSource}</a>
            </li>
          )}
          {historyHref !== null && (
            <li>
              <a href={historyHref}>{words.viewHistory}</a>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

interface NeighborProps {
  readonly post: PostLinkProps;
  readonly rel: 'prev' | 'next';
  readonly label: string;
}

function Neighbor({ post, rel, label }: NeighborProps) {
  return (
    <a class={`neighbor neighbor-${rel}`} href={post.href} rel={rel}>
      <span class="neighbor-label">{label}</span> <span class="neighbor-title">{nonBreaking(post.title)}</span>
    </a>
  );
}

function nextPart({ series }: ArticleProps): PostLinkProps | null {
  if (series === null) return null;
  const position = series.parts.findIndex((part) => part.current);
  return position < 0 ? null : (series.parts[position + 1] ?? null);
}

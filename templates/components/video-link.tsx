// A link to a video, with a still image if there is one. It must never load anything from the video's site.

import type { FinishedHtml } from 'octavo/theme';

interface Props {
  readonly href: string;
  readonly still: FinishedHtml | null;
  /** The video's title. */
  readonly label: FinishedHtml | null;
  /** The site that it is on; null if it is on this one. */
  readonly site: string | null;
}

export function VideoLink({ href, still, label, site }: Props) {
  const rel = site === null ? undefined : 'external';
  const name = (
    <>
      <a class={rel} href={href} rel={rel}>
        {label ?? site ?? 'Video'}
      </a>
      {label !== null && site !== null && ` (${site})`}
    </>
  );
  if (still === null) return <p class="video">{name}</p>;
  return (
    <figure class="figure video">
      <a class="video-still" href={href} rel={rel}>
        {still}
      </a>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

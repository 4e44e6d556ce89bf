// `::video[Title]{src="…" still="./still.jpg"}`: a link to a video on any site, or to a file of this one.

import type { DirectiveProps, DirectiveSchema, PlainProps } from 'octavo/theme';
import { VideoLink } from '../components/video-link.tsx';

export const schema = {
  src: 'link',
  /** An image from the video, kept in the repository. */
  still: 'image?',
} as const satisfies DirectiveSchema;

export default function Video({ src, still, label }: DirectiveProps<typeof schema>) {
  return <VideoLink href={src} still={still} label={label} site={siteOf(src)} />;
}

export function plain({ src, labelText }: PlainProps<typeof schema>): string {
  return `[${labelText ?? siteOf(src) ?? 'Video'}](${src})`;
}

/** The site that a video is on; null for a file, which may be of this site. */
function siteOf(src: string): string | null {
  if (/\.(?:mp4|m4v|mov|webm|ogv)$/i.test(src)) return null;
  return /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(src)?.[1] ?? null;
}

// `::youtube[Title]{id="…" still="./still.jpg"}`: a link to a video, because pages load nothing from other sites.

import type { DirectiveProps, DirectiveSchema, PlainProps } from 'octavo/theme';
import { VideoLink } from '../components/video-link.tsx';

export const schema = {
  /** What comes after `v=` in the video's address. */
  id: 'text',
  /** An image from the video, kept in the repository. */
  still: 'image?',
} as const satisfies DirectiveSchema;

export default function YouTube({ id, still, label }: DirectiveProps<typeof schema>) {
  return <VideoLink href={addressOf(id)} still={still} label={label} site="YouTube" />;
}

export function plain({ id, labelText }: PlainProps<typeof schema>): string {
  return `[${labelText ?? 'YouTube'}](${addressOf(id)})`;
}

function addressOf(id: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`;
}

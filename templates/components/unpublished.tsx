// The mark of a draft or scheduled post.

import { wordsFor } from '../words/choose.ts';

interface Props {
  readonly state: 'draft' | 'future' | null;
  readonly lang: string;
}

export function Unpublished({ state, lang }: Props) {
  if (state === null) return null;
  const words = wordsFor(lang);
  return <strong class="unpublished">{state === 'draft' ? words.draft : words.future}</strong>;
}

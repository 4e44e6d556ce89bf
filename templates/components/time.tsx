// A date for readers, with its machine-readable form.

import type { DateProps } from 'octavo/theme';

export function Time({ date }: { readonly date: DateProps }) {
  return <time datetime={date.iso}>{date.text}</time>;
}

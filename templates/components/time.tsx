// A date for readers, with its machine-readable form.

import type { DateProps } from 'octavo/theme';

interface Props {
  readonly date: DateProps;
  /** The microformats name of the date. */
  readonly class?: 'dt-published' | 'dt-updated' | undefined;
}

export function Time({ date, class: name }: Props) {
  return (
    <time class={name} datetime={date.iso}>
      {date.text}
    </time>
  );
}

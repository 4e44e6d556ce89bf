// A date for people and for machines.

import type { DateProps } from '../../src/model/props.ts';

export function When({ date }: { readonly date: DateProps }) {
  return <time datetime={date.iso}>{date.text}</time>;
}

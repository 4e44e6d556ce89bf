// `::::columns` … `::::`: blocks side by side where there is room. Blocks in a `:::column` stay together.

import type { DirectiveProps } from 'octavo/theme';

export const schema = {};

export default function Columns({ children }: DirectiveProps<typeof schema>) {
  return <div class="columns">{children}</div>;
}

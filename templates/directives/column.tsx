// `:::column` … `:::`: one of the columns in `columns`.

import type { DirectiveProps } from 'octavo/theme';

export const schema = {};

export default function Column({ children }: DirectiveProps<typeof schema>) {
  return <div class="column">{children}</div>;
}

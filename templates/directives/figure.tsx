// `:::figure[Caption]` … `:::`: a caption for anything, such as a table or two images.

import type { DirectiveProps } from 'octavo/theme';

export const schema = {};

export default function Figure({ label, children }: DirectiveProps<typeof schema>) {
  return (
    <figure class="figure">
      {children}
      {label !== null && <figcaption>{label}</figcaption>}
    </figure>
  );
}

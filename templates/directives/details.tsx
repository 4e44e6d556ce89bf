// `:::details[Summary]` … `:::`: text that readers open.

import type { DirectiveProps, DirectiveSchema, PlainProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';

export const schema = {
  /** The same as the label, without Markdown. */
  summary: 'text?',
  open: 'flag',
} as const satisfies DirectiveSchema;

export default function Details({ label, summary, open, lang, children }: DirectiveProps<typeof schema>) {
  return (
    <details open={open}>
      <summary>{label ?? summary ?? wordsFor(lang).details}</summary>
      {children}
    </details>
  );
}

export function plain({ labelText, summary, lang }: PlainProps<typeof schema>): string {
  return `**${labelText ?? summary ?? wordsFor(lang).details}**`;
}

// The table of contents: next to the text on wide screens, collapsed above it on others. Both are the same element.

import type { OutlineProps } from 'octavo/theme';
import { wordsFor } from '../words/choose.ts';

interface Props {
  readonly outline: readonly OutlineProps[];
  readonly lang: string;
}

export function Contents({ outline, lang }: Props) {
  if (outline.length === 0) return null;
  const words = wordsFor(lang);
  return (
    <nav class="contents" aria-label={words.contents}>
      <details>
        <summary>{words.contents}</summary>
        <p class="contents-title" aria-hidden="true">
          {words.contents}
        </p>
        <Level outline={outline} />
      </details>
    </nav>
  );
}

function Level({ outline }: { readonly outline: readonly OutlineProps[] }) {
  return (
    <ol>
      {outline.map(({ href, text, children }) => (
        <li>
          <a href={href}>{text}</a>
          {children.length > 0 && <Level outline={children} />}
        </li>
      ))}
    </ol>
  );
}

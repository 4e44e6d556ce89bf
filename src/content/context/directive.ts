// A directive of a page, as its opening line says. Types only.

import type { Span } from '../../model/diagnostic.ts';
import type { DirectiveAttribute } from '../../model/page.ts';
import type { TextRange } from './text-range.ts';
import type { CalloutKind } from './words.ts';

export interface Directive {
  readonly name: string;
  readonly attributes: readonly DirectiveAttribute[];
  /** Whether it has content: `:::name`, not `::name`. */
  readonly isContainer: boolean;
  /** Source of its label; null if it has none. */
  readonly label: string | null;
  /** The callout that it is unless the theme has a component of its name. */
  readonly callout: CalloutKind | null;
  /** The opening line from its colons on, and the closing one; null where there is none. */
  readonly opening: TextRange;
  readonly closing: TextRange | null;
  readonly at: Span;
  readonly nameAt: Span;
}

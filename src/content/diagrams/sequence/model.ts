// The model of a sequence diagram: what its statements say. Must not know their syntax, or how they are drawn.

import type { DiagramMistake } from '../diagram-mistakes.ts';

export interface Participant {
  readonly id: string;
  readonly label: string;
  /** Whether it is a person, drawn as a figure. */
  readonly isActor: boolean;
}

export interface Message {
  readonly kind: 'message';
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isDashed: boolean;
  readonly arrowHead: Head;
  /** The head at the sender's end. */
  readonly tailHead: Head;
  /** Ends with a dot on the lifeline. */
  readonly dots: readonly ('from' | 'to')[];
  /** Whether the message creates its receiver. */
  readonly isCreating: boolean;
  /** The participant whose lifeline ends with the message, or null. */
  readonly destroys: string | null;
}

export type Step =
  | Message
  | {
      readonly kind: 'note';
      readonly place: 'over' | 'left' | 'right';
      readonly of: readonly string[];
      readonly label: string;
    }
  | { readonly kind: 'activate' | 'deactivate'; readonly of: string }
  /** `loop`, `alt`, `opt`, … */
  | { readonly kind: 'open'; readonly word: string; readonly label: string }
  /** `else`, `and`, `option` */
  | { readonly kind: 'divide'; readonly label: string }
  | { readonly kind: 'close' };

/** `upper` and `lower` are halves of an arrow head, as a triangle or as a single line. */
export type Head = 'full' | 'none' | 'cross' | 'open' | 'upper' | 'lower' | 'upper-line' | 'lower-line';

/** A box around participants. */
export interface Group {
  readonly label: string;
  readonly of: string[];
}

export interface Sequence {
  readonly title: string;
  readonly participants: readonly Participant[];
  readonly groups: readonly Group[];
  readonly steps: readonly Step[];
  readonly mistakes: readonly DiagramMistake[];
}

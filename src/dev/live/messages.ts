// The messages between server and browser over the WebSocket: JSON, one per frame. Types only, because both sides import them.

/** A diagnostic as the overlay shows it. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  /** `content/posts/a.md:3:1`, or null. */
  readonly place: string | null;
  readonly frame: readonly string[];
  readonly hint: string | null;
}

export type ServerMessage =
  /** The page of this tab is now this HTML. */
  | { readonly type: 'page'; readonly revision: number; readonly html: string }
  /** Nothing of this tab's page changed. */
  | { readonly type: 'same'; readonly revision: number }
  /** The page of this tab is gone; `to` is its new address, if that is known. */
  | { readonly type: 'gone'; readonly revision: number; readonly to: string | null }
  /** The errors of the last build; empty if there are none. */
  | { readonly type: 'problems'; readonly problems: readonly Problem[] };

// `:tada:` → 🎉, by GitHub's names.

import { nameToEmoji } from 'gemoji';

/** Null for a name that is no emoji's. */
export function emojiFor(name: string): string | null {
  return Object.hasOwn(nameToEmoji, name) ? (nameToEmoji[name] ?? null) : null;
}

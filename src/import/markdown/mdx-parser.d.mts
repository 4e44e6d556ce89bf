import type { Root } from 'mdast';

/** Throws if the text is not MDX. */
export function parseMdx(text: string): Root;

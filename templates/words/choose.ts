// Chooses the interface words of a language. A new language is one file and one line here.

import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Words } from './words.ts';

const languages: { readonly [lang: string]: Words } = { de, en, es, fr };

/** The words for a language tag (`de-AT`: those of `de`); English where we have none. */
export function wordsFor(lang: string): Words {
  const base = lang.toLowerCase().split('-')[0] ?? '';
  return languages[base] ?? en;
}

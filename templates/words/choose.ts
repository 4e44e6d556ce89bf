// Selects the interface words of a language. To add a language, add its file and one entry to `languages`.

import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

const languages: { readonly [lang: string]: Words } = { ar, de, en, es, fr, it, ja, pt, ru, zh };

/** The words for a language tag (those of `de` for `de-AT`), or the English ones if there are none. */
export function wordsFor(lang: string): Words {
  const base = lang.toLowerCase().split('-')[0] ?? '';
  return languages[base] ?? en;
}

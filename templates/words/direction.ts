// The direction of a language's script. Must know scripts, not languages: a language may have several (`az`, `az-Arab`).

const rightToLeft = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

/** The `dir` of a text in this language; undefined for left to right, which is the default. */
export function directionOf(lang: string): 'rtl' | undefined {
  return rightToLeft.has(new Intl.Locale(lang).maximize().script ?? '') ? 'rtl' : undefined;
}

// Which group a word of the search index is in. It must depend on the first letters of the word alone, so that a word is looked for in one
// file, typed in part as well, and so that an edit changes the groups of the words that it changes and no others.

/** Words are collected in this many groups, whatever the size of the site. A power of two. */
export const searchGroupCount = 256;
const lettersOfKey = 3;

/** The letters that decide which group a word is in. */
export function searchKeyOf(word: string): string {
  return word.slice(0, lettersOfKey);
}

/** The first letters of a word if one of them is missing, except for those that the word has anyway. Only for words of letters. */
export function lettersWithoutOne(word: string): ReadonlySet<string> {
  if (word.length < 4 || !/^[a-z]+$|^(?:(?![\uD800-\uDFFF])\p{L})+$/u.test(word)) return new Set();
  const start = word.slice(0, lettersOfKey + 1);
  const keys = Array.from({ length: lettersOfKey }, (_, index) => start.slice(0, index) + start.slice(index + 1));
  return new Set(keys.filter((letters) => letters !== searchKeyOf(word)));
}

// Names of the generated pages, for document titles, feeds and `llms.txt`, in the languages of the default theme. Words
// inside pages must never come from here: they belong to the theme. To add a language, add one entry to `languages`.

interface Words {
  readonly tags: string;
  readonly series: string;
  readonly archive: string;
  readonly search: string;
  readonly notFound: string;
  readonly pages: string;
  readonly posts: string;
  /** The link after an excerpt. */
  readonly readOn: string;
  page(number: number): string;
}

const english: Words = {
  tags: 'Tags',
  series: 'Series',
  archive: 'Archive',
  search: 'Search',
  notFound: 'Page not found',
  pages: 'Pages',
  posts: 'Posts',
  readOn: 'Continue reading',
  page: (number) => `Page ${number}`,
};

const languages: { readonly [language: string]: Words } = {
  de: {
    tags: 'Schlagwörter',
    series: 'Reihen',
    archive: 'Archiv',
    search: 'Suche',
    notFound: 'Seite nicht gefunden',
    pages: 'Seiten',
    posts: 'Beiträge',
    readOn: 'Weiterlesen',
    page: (number) => `Seite ${number}`,
  },
  en: english,
  es: {
    tags: 'Etiquetas',
    series: 'Series',
    archive: 'Archivo',
    search: 'Buscar',
    notFound: 'Página no encontrada',
    pages: 'Páginas',
    posts: 'Artículos',
    readOn: 'Seguir leyendo',
    page: (number) => `Página ${number}`,
  },
  fr: {
    tags: 'Mots-clés',
    series: 'Séries',
    archive: 'Archives',
    search: 'Recherche',
    notFound: 'Page introuvable',
    pages: 'Pages',
    posts: 'Articles',
    readOn: 'Lire la suite',
    page: (number) => `Page ${number}`,
  },
};

/** The words for a language tag (those of `de` for `de-AT`), or the English ones if there are none. */
export function wordsFor(language: string): Words {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const words = Object.hasOwn(languages, base) ? languages[base] : undefined;
  return words ?? english;
}

// What the site calls its own pages in titles of documents, feeds and crumbs. Words inside pages are the theme's.
// The languages are those that the theme has; another one is one line here.

interface Words {
  readonly tags: string;
  readonly series: string;
  readonly archive: string;
  readonly search: string;
  readonly notFound: string;
  readonly pages: string;
  readonly posts: string;
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
    page: (number) => `Page ${number}`,
  },
};

/** The words for a language tag (`de-AT`: those of `de`); English where there are none. */
export function wordsFor(language: string): Words {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const words = Object.hasOwn(languages, base) ? languages[base] : undefined;
  return words ?? english;
}

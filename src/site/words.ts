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
  ar: {
    tags: 'الوسوم',
    series: 'السلاسل',
    archive: 'الأرشيف',
    search: 'بحث',
    notFound: 'الصفحة غير موجودة',
    pages: 'الصفحات',
    posts: 'المقالات',
    readOn: 'تابع القراءة',
    page: (number) => `صفحة ${number}`,
  },
  it: {
    tags: 'Tag',
    series: 'Serie',
    archive: 'Archivio',
    search: 'Cerca',
    notFound: 'Pagina non trovata',
    pages: 'Pagine',
    posts: 'Articoli',
    readOn: 'Continua a leggere',
    page: (number) => `Pagina ${number}`,
  },
  ja: {
    tags: 'タグ',
    series: 'シリーズ',
    archive: 'アーカイブ',
    search: '検索',
    notFound: 'ページが見つかりません',
    pages: 'ページ',
    posts: '記事',
    readOn: '続きを読む',
    page: (number) => `${number} ページ目`,
  },
  pt: {
    tags: 'Tags',
    series: 'Séries',
    archive: 'Arquivo',
    search: 'Buscar',
    notFound: 'Página não encontrada',
    pages: 'Páginas',
    posts: 'Artigos',
    readOn: 'Continuar lendo',
    page: (number) => `Página ${number}`,
  },
  ru: {
    tags: 'Метки',
    series: 'Серии',
    archive: 'Архив',
    search: 'Поиск',
    notFound: 'Страница не найдена',
    pages: 'Страницы',
    posts: 'Статьи',
    readOn: 'Читать дальше',
    page: (number) => `Страница ${number}`,
  },
  zh: {
    tags: '标签',
    series: '系列',
    archive: '归档',
    search: '搜索',
    notFound: '找不到页面',
    pages: '页面',
    posts: '文章',
    readOn: '继续阅读',
    page: (number) => `第 ${number} 页`,
  },
};

/** The words for a language tag (those of `de` for `de-AT`), or the English ones if there are none. */
export function wordsFor(language: string): Words {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const words = Object.hasOwn(languages, base) ? languages[base] : undefined;
  return words ?? english;
}

// The words that the tool itself adds to articles, by language. Words of the pages around them belong to the theme, never here.

export const calloutKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;

export type CalloutKind = (typeof calloutKinds)[number];

export interface Words {
  readonly callouts: { readonly [kind in CalloutKind]: string };
  readonly footnotes: string;
  note(number: number): string;
  backToText(number: number): string;
  permalink(heading: string): string;
  code(language: string): string;
  table: string;
  diagram: string;
  formula: string;
  moreLines(count: number): string;
  /** Below and in a plot. */
  readonly plot: {
    readonly data: string;
    readonly series: string;
    readonly count: string;
    readonly min: string;
    readonly median: string;
    readonly max: string;
  };
  /** What readers choose among tabs. */
  readonly tabs: string;
  /** Outer and inner quotation marks. */
  readonly quotes: readonly [open: string, close: string, openInner: string, closeInner: string];
}

/** Words for a BCP 47 tag: English ones if there are none for its language, but with that language's quotation marks if they are known. */
export function wordsFor(tag: string): Words {
  const language = tag.toLowerCase().split('-')[0] ?? 'en';
  const words = Object.hasOwn(translations, language) ? translations[language] : undefined;
  const marks = tag.toLowerCase() === 'de-ch' || tag.toLowerCase() === 'fr-ch' ? '«»‹›' : quotes[language];
  const [a = '“', b = '”', c = '‘', d = '’'] = marks ?? '“”‘’';
  return { ...(words ?? english), quotes: [a, b, c, d] };
}

/** Whether there are words for a language tag. */
export function hasWordsFor(tag: string): boolean {
  return Object.hasOwn(translations, tag.toLowerCase().split('-')[0] ?? '');
}

const quotes: { readonly [language: string]: string } = {
  ar: '«»“”',
  cs: '„“‚‘',
  da: '„“‚‘',
  de: '„“‚‘',
  es: '«»“”',
  fi: '””’’',
  fr: '«»“”',
  he: '””’’',
  hu: '„”»«',
  it: '«»“”',
  ja: '「」『』',
  nl: '“”‘’',
  no: '«»‘’',
  pl: '„”«»',
  pt: '«»“”',
  ru: '«»„“',
  sk: '„“‚‘',
  sv: '””’’',
  uk: '«»„“',
  zh: '“”‘’',
};

const english: Omit<Words, 'quotes'> = {
  callouts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
  footnotes: 'Footnotes',
  note: (number) => `Note ${number}`,
  backToText: (number) => `Back to the text of note ${number}`,
  permalink: (heading) => `Link to this section: ${heading}`,
  code: (language) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  diagram: 'Diagram',
  formula: 'Formula',
  moreLines: (count) => (count === 1 ? 'Show 1 more line' : `Show ${count} more lines`),
  plot: { data: 'Data', series: 'Series', count: 'Count', min: 'minimum', median: 'median', max: 'maximum' },
  tabs: 'Variant',
};

const translations: { readonly [language: string]: Omit<Words, 'quotes'> } = {
  en: english,
  de: {
    callouts: { note: 'Hinweis', tip: 'Tipp', important: 'Wichtig', warning: 'Warnung', caution: 'Vorsicht' },
    footnotes: 'Fußnoten',
    note: (number) => `Anmerkung ${number}`,
    backToText: (number) => `Zurück zum Text von Anmerkung ${number}`,
    permalink: (heading) => `Link auf diesen Abschnitt: ${heading}`,
    code: (language) => (language ? `Quelltext, ${language}` : 'Quelltext'),
    table: 'Tabelle',
    diagram: 'Diagramm',
    formula: 'Formel',
    moreLines: (count) => (count === 1 ? '1 weitere Zeile zeigen' : `${count} weitere Zeilen zeigen`),
    plot: { data: 'Daten', series: 'Reihe', count: 'Anzahl', min: 'Minimum', median: 'Median', max: 'Maximum' },
    tabs: 'Variante',
  },
  fr: {
    callouts: {
      note: 'Remarque',
      tip: 'Astuce',
      important: 'Important',
      warning: 'Avertissement',
      caution: 'Attention',
    },
    footnotes: 'Notes',
    note: (number) => `Note ${number}`,
    backToText: (number) => `Retour au texte de la note ${number}`,
    permalink: (heading) => `Lien vers cette section : ${heading}`,
    code: (language) => (language ? `Code, ${language}` : 'Code'),
    table: 'Tableau',
    diagram: 'Schéma',
    formula: 'Formule',
    moreLines: (count) => (count === 1 ? 'Afficher 1 ligne de plus' : `Afficher ${count} lignes de plus`),
    plot: { data: 'Données', series: 'Série', count: 'Nombre', min: 'minimum', median: 'médiane', max: 'maximum' },
    tabs: 'Variante',
  },
  es: {
    callouts: { note: 'Nota', tip: 'Consejo', important: 'Importante', warning: 'Aviso', caution: 'Precaución' },
    footnotes: 'Notas',
    note: (number) => `Nota ${number}`,
    backToText: (number) => `Volver al texto de la nota ${number}`,
    permalink: (heading) => `Enlace a esta sección: ${heading}`,
    code: (language) => (language ? `Código, ${language}` : 'Código'),
    table: 'Tabla',
    diagram: 'Diagrama',
    formula: 'Fórmula',
    moreLines: (count) => (count === 1 ? 'Mostrar 1 línea más' : `Mostrar ${count} líneas más`),
    plot: { data: 'Datos', series: 'Serie', count: 'Número', min: 'mínimo', median: 'mediana', max: 'máximo' },
    tabs: 'Variante',
  },
  it: {
    callouts: { note: 'Nota', tip: 'Suggerimento', important: 'Importante', warning: 'Avviso', caution: 'Attenzione' },
    footnotes: 'Note',
    note: (number) => `Nota ${number}`,
    backToText: (number) => `Torna al testo della nota ${number}`,
    permalink: (heading) => `Link a questa sezione: ${heading}`,
    code: (language) => (language ? `Codice, ${language}` : 'Codice'),
    plot: { data: 'Dati', series: 'Serie', count: 'Numero', min: 'minimo', median: 'mediana', max: 'massimo' },
    tabs: 'Variante',
    table: 'Tabella',
    diagram: 'Diagramma',
    formula: 'Formula',
    moreLines: (count) => (count === 1 ? 'Mostra 1 altra riga' : `Mostra altre ${count} righe`),
  },
  pt: {
    callouts: { note: 'Nota', tip: 'Dica', important: 'Importante', warning: 'Aviso', caution: 'Cuidado' },
    footnotes: 'Notas',
    note: (number) => `Nota ${number}`,
    backToText: (number) => `Voltar ao texto da nota ${number}`,
    permalink: (heading) => `Link para esta seção: ${heading}`,
    code: (language) => (language ? `Código, ${language}` : 'Código'),
    plot: { data: 'Dados', series: 'Série', count: 'Quantidade', min: 'mínimo', median: 'mediana', max: 'máximo' },
    tabs: 'Variante',
    table: 'Tabela',
    diagram: 'Diagrama',
    formula: 'Fórmula',
    moreLines: (count) => (count === 1 ? 'Mostrar mais 1 linha' : `Mostrar mais ${count} linhas`),
  },
  ru: {
    callouts: { note: 'Примечание', tip: 'Совет', important: 'Важно', warning: 'Предупреждение', caution: 'Осторожно' },
    footnotes: 'Примечания',
    note: (number) => `Примечание ${number}`,
    backToText: (number) => `Назад к тексту примечания ${number}`,
    permalink: (heading) => `Ссылка на этот раздел: ${heading}`,
    code: (language) => (language ? `Код, ${language}` : 'Код'),
    plot: { data: 'Данные', series: 'Ряд', count: 'Количество', min: 'минимум', median: 'медиана', max: 'максимум' },
    tabs: 'Вариант',
    table: 'Таблица',
    diagram: 'Схема',
    formula: 'Формула',
    moreLines: (count) => `Показать ещё строки: ${count}`,
  },
  ar: {
    callouts: { note: 'ملاحظة', tip: 'نصيحة', important: 'مهم', warning: 'تحذير', caution: 'تنبيه' },
    footnotes: 'الحواشي',
    note: (number) => `حاشية ${number}`,
    backToText: (number) => `العودة إلى نص الحاشية ${number}`,
    permalink: (heading) => `رابط إلى هذا القسم: ${heading}`,
    code: (language) => (language ? `شيفرة، ${language}` : 'شيفرة'),
    plot: { data: 'البيانات', series: 'السلسلة', count: 'العدد', min: 'الأدنى', median: 'الوسيط', max: 'الأقصى' },
    tabs: 'الخيار',
    table: 'جدول',
    diagram: 'مخطط',
    formula: 'صيغة',
    moreLines: (count) => `أظهر المزيد من الأسطر: ${count}`,
  },
  zh: {
    callouts: { note: '注意', tip: '提示', important: '重要', warning: '警告', caution: '当心' },
    footnotes: '脚注',
    note: (number) => `脚注 ${number}`,
    backToText: (number) => `返回脚注 ${number} 的正文`,
    permalink: (heading) => `本节链接：${heading}`,
    code: (language) => (language ? `代码，${language}` : '代码'),
    plot: { data: '数据', series: '系列', count: '数量', min: '最小值', median: '中位数', max: '最大值' },
    tabs: '选项',
    table: '表格',
    diagram: '图示',
    formula: '公式',
    moreLines: (count) => `再显示 ${count} 行`,
  },
  ja: {
    callouts: { note: '注意', tip: 'ヒント', important: '重要', warning: '警告', caution: '危険' },
    footnotes: '脚注',
    note: (number) => `脚注 ${number}`,
    backToText: (number) => `脚注 ${number} の本文に戻る`,
    permalink: (heading) => `このセクションへのリンク：${heading}`,
    code: (language) => (language ? `コード、${language}` : 'コード'),
    plot: { data: 'データ', series: '系列', count: '件数', min: '最小値', median: '中央値', max: '最大値' },
    tabs: '選択',
    table: '表',
    diagram: '図',
    formula: '数式',
    moreLines: (count) => `さらに ${count} 行を表示`,
  },
};

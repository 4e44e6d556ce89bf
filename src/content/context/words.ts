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

const quotes: { readonly [language: string]: string } = {
  cs: '„“‚‘',
  da: '„“‚‘',
  de: '„“‚‘',
  es: '«»“”',
  fi: '””’’',
  fr: '«»“”',
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
    tabs: 'Variante',
  },
};

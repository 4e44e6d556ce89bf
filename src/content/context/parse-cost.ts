// Estimates the parser's work for a text, line by line and without parsing. The marks of a paragraph, items of a list and rows of a table
// cost the square of their number, so a short file can take minutes. The weights were measured: one unit is about a tenth of a microsecond
// on a slow machine.

/** A few seconds; far more than any ordinary text. */
export const maxParseCost = 30_000_000;

export interface ParseCost {
  /** Units so far. */
  readonly total: number;
  /** Whether the present paragraph has so many marks that more of them cost something. */
  readonly isDense: boolean;
  /** Adds a line outside code: the markers of its quotations and lists, the rest of it, and what `withoutPairs` took out of that. */
  line(prefix: string, rest: string, pairs?: PairCounts): void;
  /** Adds a blank line: it ends paragraphs and tables, but not lists. */
  blank(): void;
  /** Adds a fence: it ends paragraphs, tables and lists. */
  fence(): void;
}

/** How many pairs of each kind were taken out of a line. */
export type PairCounts = readonly number[];

/**
 * Marks that can only belong to each other: the second one finds the first at once, so a pair costs far less than two marks. Between them is
 * no other mark, and outside of them nothing that they could belong to.
 */
const pairs = [
  { form: /(?<!`)`[^`]+`(?!`)/g, weight: 0.2 },
  {
    form: /(?<![\p{L}\p{N}*_~\\])(\*\*?|__?|~~?)(?=[\p{L}\p{N}])[^*_~`<[\]\\]*(?<=[\p{L}\p{N}])\1(?![\p{L}\p{N}*_~])/gu,
    weight: 0.5,
  },
  { form: /(?<![\]\\])!?\[[^[\]\\`<*_~]*\](?:\([^()\s<>\\`*_~[\]]*\)|(?![[(:]))/g, weight: 0.5 },
  { form: /<\/?[a-z][a-z0-9]*>/gi, weight: 0.1 },
];

/** A line without its pairs, and how many there were of each kind. */
export function withoutPairs(line: string): { readonly line: string; readonly counts: PairCounts } {
  let rest = line;
  const counts = pairs.map(({ form }) => {
    let count = 0;
    rest = rest.replace(form, () => {
      count += 1;
      return 'a';
    });
    return count;
  });
  return { line: rest, counts };
}

/** A new count for one text; its methods are called once for each line, in order. */
export function openParseCost(): ParseCost {
  let total = 0;
  let isAfterBlank = true;
  let items = 0;
  let notes = 0;
  let tables = 0;
  let noteMarks = 0;
  let lines = 0;
  let marks = kinds.map(() => 0);
  let paired = pairs.map(() => 0);
  let table: { readonly columns: number; rows: number } | null = null;

  function endParagraph(): void {
    lines = 0;
    marks = kinds.map(() => 0);
    paired = pairs.map(() => 0);
    table = null;
    isAfterBlank = true;
  }

  return {
    get total() {
      return total;
    },
    get isDense() {
      return marks.some((count) => count > 50);
    },
    line(prefix, rest, counts = []) {
      const depth = depthOf(prefix);
      if (depth > 8) total += 50 * depth * depth;
      if (/[-+*]|\d/.test(prefix)) {
        total += growth(items++);
        lines = 0;
        marks = kinds.map(() => 0);
        paired = pairs.map(() => 0);
      } else if (isAfterBlank && prefix === '') items = 0;
      if (rest.startsWith('#')) lines = 0;
      isAfterBlank = false;
      total += growth(lines++) / 3;
      // Each footnote is compared with all others of the text.
      if (/^\[\^[^\]]*\]:/.test(rest)) total += 8 * growth(notes++);
      const found = rest.match(/\[\^/g)?.length ?? 0;
      total += (noteMarks + found) ** 2 - noteMarks ** 2;
      noteMarks += found;
      const columns = columnsOf(rest);
      if (columns > 0 && table === null) {
        table = { columns, rows: 0 };
        total += columns * columns + growth(tables++) / 2;
      }
      if (table) {
        total += growth(table.rows++) + 500 * table.columns;
        // Each row counts its own marks.
        marks = kinds.map(() => 0);
        paired = pairs.map(() => 0);
      }
      kinds.forEach(({ mark, weight }, index) => {
        const before = marks[index] ?? 0;
        const now = before + (rest.match(mark)?.length ?? 0);
        marks[index] = now;
        total += weight * (over(now) ** 2 - over(before) ** 2);
      });
      counts.forEach((count, index) => {
        const before = paired[index] ?? 0;
        paired[index] = before + count;
        total += (pairs[index]?.weight ?? 0) * (over(before + count) ** 2 - over(before) ** 2);
      });
    },
    blank: endParagraph,
    fence() {
      endParagraph();
      items = 0;
    },
  };
}

const kinds = [
  { mark: /[*_~]/g, weight: 2 },
  { mark: /[[\]<@$]/g, weight: 0.5 },
  { mark: /<[!?]/g, weight: 10 },
  { mark: /`/g, weight: 0.2 },
];

/** Up to a hundred marks in a paragraph cost nothing worth counting. */
function over(marks: number): number {
  return Math.max(0, marks - 100);
}

/** Difference between the squares of a number and of the next one. */
function growth(number: number): number {
  return 2 * number + 1;
}

/** Nested lists have their markers in one line, or are indented by two columns for each level. */
function depthOf(prefix: string): number {
  const markers = prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
  return markers === 0 ? 0 : Math.max(markers, Math.floor(prefix.length / 2) - markers);
}

/** Columns in the delimiter row of a table; 0 for any other line. */
function columnsOf(line: string): number {
  return /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-')
    ? line.split('|').filter((cell) => cell.includes('-')).length
    : 0;
}

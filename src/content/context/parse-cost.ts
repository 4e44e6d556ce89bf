// Estimates the parser's work for a text, line by line and without parsing. The marks of a paragraph, items of a list and rows of a table
// cost the square of their number, so a short file can take minutes. The weights were measured: one unit is about a tenth of a microsecond
// on a slow machine.

/** A few seconds; far more than any ordinary text. */
export const maxParseCost = 30_000_000;

export interface ParseCost {
  /** Units so far. */
  readonly total: number;
  /** Adds a line outside code: the markers of its quotations and lists, and the rest of it. */
  line(prefix: string, rest: string): void;
  /** Adds a blank line: it ends paragraphs and tables, but not lists. */
  blank(): void;
  /** Adds a fence: it ends paragraphs, tables and lists. */
  fence(): void;
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
  let table: { readonly columns: number; rows: number } | null = null;

  function endParagraph(): void {
    lines = 0;
    marks = kinds.map(() => 0);
    table = null;
    isAfterBlank = true;
  }

  return {
    get total() {
      return total;
    },
    line(prefix, rest) {
      const depth = depthOf(prefix);
      if (depth > 8) total += 50 * depth * depth;
      if (/[-+*]|\d/.test(prefix)) {
        total += growth(items++);
        lines = 0;
        marks = kinds.map(() => 0);
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
      }
      kinds.forEach(({ mark, weight }, index) => {
        const before = marks[index] ?? 0;
        const now = before + (rest.match(mark)?.length ?? 0);
        marks[index] = now;
        total += weight * (over(now) ** 2 - over(before) ** 2);
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

// How much work a text is for the parser, estimated line by line without parsing: what stands together (marks of a paragraph, items of a
// list, rows of a table) costs with its square, so a short file can take minutes. Weights were measured; one unit is about a tenth of a
// microsecond on a slow machine.

/** Far more than what people write; a few seconds. */
export const maxParseCost = 30_000_000;

export interface ParseCost {
  /** Units so far. */
  readonly total: number;
  /** A line that is no code, taken apart: its quotes and list markers, and the rest of it. */
  line(prefix: string, rest: string): void;
  /** A blank line: paragraphs and tables end, lists do not. */
  blank(): void;
  /** A fence: whatever stood together ends. */
  fence(): void;
}

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
      // Footnotes are looked up among all others, wherever they stand.
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
        // A row's marks are its own.
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

/** A hundred marks in a paragraph are nothing. */
function over(marks: number): number {
  return Math.max(0, marks - 100);
}

/** How much the square of a number grows with the next one. */
function growth(number: number): number {
  return 2 * number + 1;
}

/** A list inside another one is written with markers in one line, or two columns further in. */
function depthOf(prefix: string): number {
  const markers = prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
  return markers === 0 ? 0 : Math.max(markers, Math.floor(prefix.length / 2) - markers);
}

/** Of the row under a table's head; 0 for any other line. */
function columnsOf(line: string): number {
  return /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-')
    ? line.split('|').filter((cell) => cell.includes('-')).length
    : 0;
}

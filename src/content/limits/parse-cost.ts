// Estimates the part of the parser's work that grows faster than the length of a text, line by line and without parsing: where a list or
// quotation ends it copies what it has of the whole text, a row of a table gets the cells that it lacks, and each footnote is compared with
// all others; `mark-cost.ts` adds the marks. Never counts what grows with the length alone: the limit on the length is enough for that.

import { openMarkCost } from './mark-cost.ts';

/** In tenths of a microsecond on a slow machine: a few seconds, far more than any ordinary text. */
export const maxParseCost = 30_000_000;

export interface ParseCost {
  /** Units so far. */
  readonly total: number;
  /** Adds a line outside code: the markers of its quotations and lists, and the rest of it. A line of HTML has no marks. */
  line(prefix: string, rest: string, isHtml: boolean): void;
  /** Adds a blank line: it ends paragraphs and tables, but not lists. */
  blank(): void;
  /** Adds a fence: it ends paragraphs and tables. */
  fence(): void;
}

/** A new count for one text; its methods are called once for each line, in order. */
export function openParseCost(): ParseCost {
  let total = 0;
  /** What the parser keeps of the text so far, and copies where a quotation or list ends. */
  let events = 0;
  /** Of the markers of quotations and lists in the last line that has any; the wider, the deeper is the line. */
  let width = 0;
  let isQuotation = false;
  let isAfterBlank = true;
  let notes = 0;
  let noteMarks = 0;
  let columns = 0;
  const marks = openMarkCost(maxParseCost);

  function endParagraph(): void {
    columns = 0;
    marks.endParagraph();
  }

  /** The parser copies its events when a quotation or list ends. */
  function leave(next: number): void {
    if (next < width) total += events;
    width = next;
  }

  return {
    get total() {
      return total + marks.total;
    },
    line(prefix, rest, isHtml) {
      const markers = markersIn(prefix);
      const depth = markers === 0 ? 0 : Math.max(markers, Math.floor(prefix.length / 2) - markers);
      if (depth > 8) total += 50 * depth * depth;
      const isNote = /^\[\^[^\]]*\]:/.test(rest);
      const widthNow = markers > 0 || isNote ? prefix.length + (isNote ? 4 : 0) : 0;
      // An indented line without a marker belongs to a list, and so does one that follows it without a blank line.
      const isInside = widthNow === 0 && (!isAfterBlank || prefix !== '');
      if (!isInside) leave(widthNow);
      // The same for an underlined heading, which is a block of its own.
      if (!isAfterBlank && /^(?:=+|-+)[ \t]*$/.test(rest)) {
        total += 1.6 * events;
        events += 4;
      }
      if (markers > 0 || startsBlock.test(rest)) endParagraph();
      if (!isInside) isQuotation = prefix.includes('>');
      events += 4 + 8 * markers + (isAfterBlank ? 4 : 0);
      isAfterBlank = false;
      // Each footnote is compared with all others of the text.
      if (isNote) total += 8 * growth(notes++);
      const found = rest.match(/\[\^/g)?.length ?? 0;
      total += (noteMarks + found) ** 2 - noteMarks ** 2;
      noteMarks += found;
      if (columns === 0) columns = columnsOf(rest);
      if (columns > 0) {
        total += 700 * Math.max(0, columns - rest.split('|').length);
        marks.endParagraph();
      }
      if (!isHtml) marks.line(rest);
    },
    blank() {
      events += 2;
      isAfterBlank = true;
      if (isQuotation) leave(0);
      isQuotation = false;
      endParagraph();
    },
    fence() {
      isAfterBlank = true;
      endParagraph();
    },
  };
}

const startsBlock = /^(?:#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t])/;

/** Difference between the squares of a number and of the next one. */
function growth(number: number): number {
  return 2 * number + 1;
}

function markersIn(prefix: string): number {
  return prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0;
}

/** Columns in the delimiter row of a table; 0 for any other line. */
function columnsOf(line: string): number {
  return /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-')
    ? line.split('|').filter((cell) => cell.includes('-')).length
    : 0;
}

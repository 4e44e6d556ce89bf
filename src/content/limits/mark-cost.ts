// Estimates what the marks of a text cost the parser, without parsing: it searches backwards through the paragraph for what a mark closes,
// and forwards for what ends a comment or code. Marks that find their other half at once, or need none, cost no more than other text.

export interface MarkCost {
  /** In the units of `parse-cost.ts`. */
  readonly total: number;
  /** Adds a line of a paragraph. */
  line(text: string): void;
  /** Marks of different paragraphs, headings, items and cells never belong together. */
  endParagraph(): void;
}

/** To look at one event in a search backwards, and to move it when marks before it become a pair. */
const perSearched = 0.07;
const perMoved = 0.014;
/** To resolve what is in emphasis once more, for each that is around it. */
const perEnclosed = 1.2;
/** To read a character once more in search of an end. */
const perRead = 0.5;

/** Everything in a line that has a meaning as a whole, so that the marks in it have none; then single marks. */
const token = new RegExp(
  [
    /\\[!-/:-@[-`{-~]/,
    /<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>/,
    /<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/,
    /(?<open><!--|<\?|<!\[CDATA\[|<![a-z])/,
    /(?<ticks>`+)/,
    /(?<run>\*+|_+|~+)/,
    /(?<bracket>!?\[)/,
    /(?<address>(?<![a-z])(?:https?:\/\/|www\.)[^\s<]+)/,
    /(?<end>\])(?<target>\((?:<[^<>]*>|[^\s()<>\\]*(?:\([^\s()\\]*\)[^\s()<>\\]*)?)(?:\s+(?:"[^"\\]*"|'[^'\\]*'))?\))?/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

/** What ends a comment and the like, by what opens it. */
function endOf(open: string): string {
  if (open === '<!--') return '-->';
  if (open === '<?') return '?>';
  return open.startsWith('<![') ? ']]>' : '>';
}

interface Mark {
  readonly text: string;
  /** How many events of the paragraph are before it. */
  readonly at: number;
}

/** A new count for one text. It stops counting beyond `max`, because a count that goes on takes long itself. */
export function openMarkCost(max: number): MarkCost {
  let total = 0;
  /** Events of the paragraph so far. */
  let events = 0;
  let brackets: Mark[] = [];
  let openers: Mark[] = [];
  /** Lengths of runs of backticks that nothing has closed yet, and the number of open comments and the like. */
  let ticks = new Set<number>();
  let openHtml = 0;

  /** The mark closes an opener of the stack; without one the parser has searched the whole paragraph. */
  function close(stack: Mark[], index: number): void {
    total += (events - (stack[index]?.at ?? 0)) * perSearched;
    if (index >= 0) stack.length = index;
  }

  function run(text: string, before: string, after: string): void {
    const { opens, closes } = flanking(text, before, after);
    const index = closes ? openers.findLastIndex((opener) => opener.text === text) : -1;
    const opener = openers[index];
    events += 4;
    if (closes) close(openers, index);
    if (opener !== undefined) {
      total += (events - opener.at) * perEnclosed + events * perMoved;
      events += 4;
    } else if (opens) openers.push({ text, at: events });
  }

  return {
    get total() {
      return total;
    },
    line(text) {
      events += 4;
      total += (openHtml + ticks.size) * text.length * perRead;
      let end = 0;
      /** Ends that the rest of the line doesn't have. */
      const absent = new Set<string>();
      for (token.lastIndex = 0; total <= max; token.lastIndex = end) {
        const match = token.exec(text);
        if (!match) break;
        end = token.lastIndex;
        const { open, ticks: written, run: marks, bracket, address, end: closing, target } = match.groups ?? {};
        const rest = text.length - end;
        if (marks !== undefined) run(marks, text[match.index - 1] ?? ' ', text[end] ?? ' ');
        else if (open !== undefined) {
          const closer = endOf(open);
          const closed = absent.has(closer) ? -1 : text.indexOf(closer, end);
          if (closed >= 0) {
            events += 4;
            end = closed + closer.length;
            continue;
          }
          absent.add(closer);
          events += 2;
          openHtml += 1;
          total += rest * perRead;
        } else if (written !== undefined) {
          events += 8;
          const closed = text.slice(end).search(new RegExp(`(?<!\`)${written}(?!\`)`));
          if (ticks.delete(written.length)) continue;
          if (closed >= 0) end += closed + written.length;
          else {
            ticks.add(written.length);
            total += rest * perRead;
          }
        } else if (bracket !== undefined) {
          events += 4;
          brackets.push({ text: bracket, at: events });
        } else if (closing !== undefined) {
          // Without an opener the marks in what looks like an address have a meaning.
          if (brackets.length === 0) end = match.index + 1;
          const isLink = brackets.length > 0 && target !== undefined;
          events += isLink ? 16 : 4;
          if (!isLink && brackets.length > 0) total += events * perMoved;
          close(brackets, brackets.length - 1);
        } else if (address !== undefined) {
          events += 10;
          // In an open bracket it is no link.
          if (brackets.length > 0) end = match.index + 4;
        } else events += 4;
      }
    },
    endParagraph() {
      if (events === 0) return;
      events = 0;
      brackets = [];
      openers = [];
      ticks = new Set();
      openHtml = 0;
    },
  };
}

/** Whether marks can open and close emphasis, by the character on each side. */
function flanking(text: string, before: string, after: string): { readonly opens: boolean; readonly closes: boolean } {
  if (text.startsWith('~') && text.length > 2) return { opens: false, closes: false };
  const [left, right] = [kindOf(after), kindOf(before)].map((kind, index) => {
    const other = kindOf(index === 0 ? before : after);
    return kind !== 'space' && (kind !== 'punctuation' || other !== 'letter');
  });
  if (!text.startsWith('_')) return { opens: left === true, closes: right === true };
  return {
    opens: left === true && (right !== true || kindOf(before) === 'punctuation'),
    closes: right === true && (left !== true || kindOf(after) === 'punctuation'),
  };
}

function kindOf(character: string): 'space' | 'punctuation' | 'letter' {
  if (/\s/.test(character)) return 'space';
  return /[\p{P}\p{S}]/u.test(character) ? 'punctuation' : 'letter';
}

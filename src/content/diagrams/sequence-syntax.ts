// Parses the statements of a sequence diagram in Mermaid's syntax and collects the mistakes in them. Must not draw anything.

interface Participant {
  readonly id: string;
  readonly label: string;
}

export type Step =
  | {
      readonly kind: 'message';
      readonly from: string;
      readonly to: string;
      readonly label: string;
      readonly isDashed: boolean;
      readonly arrowHead: Head;
      readonly isTwoWay: boolean;
    }
  | {
      readonly kind: 'note';
      readonly place: 'over' | 'left' | 'right';
      readonly of: readonly string[];
      readonly label: string;
    }
  | { readonly kind: 'activate' | 'deactivate'; readonly of: string }
  /** `loop`, `alt`, `opt`, … */
  | { readonly kind: 'open'; readonly word: string; readonly label: string }
  /** `else`, `and`, `option` */
  | { readonly kind: 'divide'; readonly label: string }
  | { readonly kind: 'close' };

type Head = 'full' | 'none' | 'cross' | 'open';

interface Mistake {
  /** Line number, from 0. */
  readonly line: number;
  readonly message: string;
  readonly hint: string | null;
}

export interface Sequence {
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
  readonly mistakes: readonly Mistake[];
}

/** The words that open a block, with those that divide it. */
const blocks: { readonly [word: string]: readonly string[] } = {
  loop: [],
  alt: ['else'],
  opt: [],
  par: ['and'],
  critical: ['option'],
  break: [],
  rect: [],
};

/** Parses a diagram with one statement per line; `%%` starts a comment. Lines with mistakes are left out. */
export function parseSequence(source: string): Sequence {
  const state: ParserState = {
    participants: new Map(),
    steps: [],
    mistakes: [],
    open: [],
    activationCounts: new Map(),
    number: null,
  };
  source.split('\n').forEach((text, line) => parseLine(text, line, state));
  for (const { word, line } of state.open)
    reportMistake(state, line, `this \`${word}\` is never closed`, 'close it with `end`');
  return { participants: [...state.participants.values()], steps: state.steps, mistakes: state.mistakes };
}

/** What has been parsed so far. */
interface ParserState {
  readonly participants: Map<string, Participant>;
  readonly steps: Step[];
  readonly mistakes: Mistake[];
  /** Blocks that are not closed yet. */
  readonly open: { readonly word: string; readonly line: number }[];
  /** How many activations of each participant are open. */
  readonly activationCounts: Map<string, number>;
  /** The number of the next message; null if messages are not numbered. */
  number: number | null;
}

function parseLine(source: string, line: number, state: ParserState): void {
  const text = source
    .replace(/(?:^|\s)%%.*$/, '')
    .replace(/;\s*$/, '')
    .trim();
  if (text === '' || (line === 0 && text === 'sequenceDiagram')) return;
  if (statementParsers.some((parse) => parse(text, line, state))) return;
  reportMistake(state, line, `\`${shortened(text)}\` is not a sequence diagram statement`, hintFor(text));
}

/** Each returns whether it recognized the line. */
const statementParsers: readonly ((text: string, line: number, state: ParserState) => boolean)[] = [
  parseParticipant,
  parseNote,
  parseActivation,
  parseBlock,
  parseNumbering,
  parseMessage,
];

function parseParticipant(text: string, _line: number, { participants }: ParserState): boolean {
  const match = /^(?:participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$/.exec(text);
  const id = match?.[1];
  if (id === undefined) return false;
  participants.set(id, { id, label: labelText(match?.[2] ?? id) });
  return true;
}

function parseNote(text: string, line: number, state: ParserState): boolean {
  const match = /^note\s+(over|left of|right of)\s+([^:]+?)\s*:\s*([\s\S]+)$/i.exec(text);
  if (!match) return false;
  const [, where = '', names = '', label = ''] = match;
  const place = where.toLowerCase() === 'over' ? 'over' : where.toLowerCase() === 'left of' ? 'left' : 'right';
  const of = names.split(',').map((name) => name.trim());
  if (of.length > (place === 'over' ? 2 : 1) || of.includes('')) {
    const hint = 'write `Note over A,B: text` or `Note left of A: text`';
    reportMistake(state, line, `a note cannot be ${where} \`${names}\``, hint);
  } else {
    for (const id of of) addParticipant(id, state);
    state.steps.push({ kind: 'note', place, of, label: labelText(label) });
  }
  return true;
}

function parseActivation(text: string, line: number, state: ParserState): boolean {
  const match = /^(activate|deactivate)\s+(.+)$/.exec(text);
  const id = match?.[2];
  if (id === undefined) return false;
  setActive(match?.[1] === 'activate', id, line, state);
  return true;
}

function setActive(on: boolean, of: string, line: number, state: ParserState): void {
  addParticipant(of, state);
  const level = (state.activationCounts.get(of) ?? 0) + (on ? 1 : -1);
  if (level < 0) {
    reportMistake(
      state,
      line,
      `\`${of}\` is not active here`,
      `activate it first, with \`activate ${of}\` or \`->>+${of}\``,
    );
    return;
  }
  state.activationCounts.set(of, level);
  state.steps.push({ kind: on ? 'activate' : 'deactivate', of });
}

function parseBlock(text: string, line: number, state: ParserState): boolean {
  const [word = ''] = text.split(/\s/);
  const label = labelText(text.slice(word.length));
  if (Object.hasOwn(blocks, word)) {
    state.open.push({ word, line });
    state.steps.push({ kind: 'open', word, label: word === 'rect' ? '' : label });
    return true;
  }
  if (text === 'end') {
    if (state.open.pop()) state.steps.push({ kind: 'close' });
    else reportMistake(state, line, 'this `end` does not close anything', 'remove it');
    return true;
  }
  const owner = Object.keys(blocks).find((block) => blocks[block]?.includes(word));
  if (owner === undefined) return false;
  if (state.open.at(-1)?.word === owner) state.steps.push({ kind: 'divide', label });
  else reportMistake(state, line, `\`${word}\` is only allowed inside \`${owner} … end\``, null);
  return true;
}

function parseNumbering(text: string, _line: number, state: ParserState): boolean {
  if (!/^autonumber\b/.test(text)) return false;
  state.number = 1;
  return true;
}

/** `A->>B: text`. The cross is tried last, because names may contain `-x`. */
const arrows = [
  /^([^:]+?)\s*(<<)?(--?)(>>|>|\))([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
  /^([^:]+?)\s*()(--?)(x)([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
];

const heads: { readonly [end: string]: Head } = { '>>': 'full', '>': 'none', x: 'cross', ')': 'open' };

function parseMessage(text: string, line: number, state: ParserState): boolean {
  const match = arrows.map((arrow) => arrow.exec(text)).find((found) => found !== null);
  if (!match) return false;
  const [, from = '', back, dashes, end = '', active, to = '', label = ''] = match;
  addParticipant(from, state);
  addParticipant(to, state);
  const number = state.number === null ? '' : `${state.number++}. `;
  state.steps.push({
    kind: 'message',
    from,
    to,
    label: number + labelText(label),
    isDashed: dashes === '--',
    arrowHead: heads[end] ?? 'none',
    isTwoWay: back === '<<',
  });
  if (active === '+') setActive(true, to, line, state);
  if (active === '-') setActive(false, from, line, state);
  return true;
}

/** Adds a participant that is not declared. Its position is that of its first mention. */
function addParticipant(id: string, { participants }: ParserState): void {
  if (!participants.has(id)) participants.set(id, { id, label: labelText(id) });
}

function reportMistake({ mistakes }: ParserState, line: number, message: string, hint: string | null): void {
  mistakes.push({ line, message, hint });
}

/** Resolves Mermaid's line breaks and character references. */
function labelText(label: string): string {
  return label
    .replace(/<br\s*\/?>|\\n/gi, '\n')
    .replace(/#(?:(quot|amp|lt|gt);|(\d+);)/g, (_, word: string, code: string) => {
      const named: { readonly [name: string]: string } = { quot: '"', amp: '&', lt: '<', gt: '>' };
      return word === undefined ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (named[word] ?? '');
    })
    .trim();
}

function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

function hintFor(text: string): string {
  if (/=>|\u2192|~>/.test(text)) return 'supported arrows: `->>`, `-->>`, `->`, `-->`, `-x`, `--x`, `-)`, `--)`';
  if (/^note\b/i.test(text)) return 'write `Note over A,B: text` or `Note left of A: text`';
  if (/^(?:box|create|destroy|link|links|title|accTitle|accDescr)\b/.test(text))
    return 'this Mermaid statement is not supported';
  return 'supported statements: `A->>B: text`, `participant`, `Note over`, `loop`, `alt`, `opt`, `par`, `activate`, `end`';
}

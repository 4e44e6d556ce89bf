// The statements of a sequence diagram, as Mermaid writes them. Says what each line is and what is wrong with it; draws nothing.

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
      readonly head: Head;
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
  /** From 0. */
  readonly line: number;
  readonly message: string;
  readonly hint: string | null;
}

export interface Sequence {
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
  readonly mistakes: readonly Mistake[];
}

const blocks: { readonly [word: string]: readonly string[] } = {
  loop: [],
  alt: ['else'],
  opt: [],
  par: ['and'],
  critical: ['option'],
  break: [],
  rect: [],
};

/** Reads the statements of a diagram, one a line; `%%` begins a comment. */
export function readSequence(source: string): Sequence {
  const reading: Reading = {
    participants: new Map(),
    steps: [],
    mistakes: [],
    open: [],
    active: new Map(),
    number: null,
  };
  source.split('\n').forEach((line, at) => readLine(line, at, reading));
  for (const { word, line } of reading.open)
    mistake(reading, line, `this \`${word}\` is never closed`, 'close it with `end`');
  return { participants: [...reading.participants.values()], steps: reading.steps, mistakes: reading.mistakes };
}

/** What has been read so far. */
interface Reading {
  readonly participants: Map<string, Participant>;
  readonly steps: Step[];
  readonly mistakes: Mistake[];
  /** Blocks that are not closed yet. */
  readonly open: { readonly word: string; readonly line: number }[];
  /** How many times each participant is active. */
  readonly active: Map<string, number>;
  /** Of the next message, where messages are numbered. */
  number: number | null;
}

function readLine(line: string, at: number, reading: Reading): void {
  const text = line
    .replace(/(?:^|\s)%%.*$/, '')
    .replace(/;\s*$/, '')
    .trim();
  if (text === '' || (at === 0 && text === 'sequenceDiagram')) return;
  if (statements.some((read) => read(text, at, reading))) return;
  mistake(reading, at, `\`${shortened(text)}\` is no statement of a sequence diagram`, hintFor(text));
}

/** Each returns whether the line was its own. */
const statements: readonly ((text: string, at: number, reading: Reading) => boolean)[] = [
  readParticipant,
  readNote,
  readActivation,
  readBlock,
  readNumbering,
  readMessage,
];

function readParticipant(text: string, _at: number, { participants }: Reading): boolean {
  const match = /^(?:participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$/.exec(text);
  const id = match?.[1];
  if (id === undefined) return false;
  participants.set(id, { id, label: plain(match?.[2] ?? id) });
  return true;
}

function readNote(text: string, at: number, reading: Reading): boolean {
  const match = /^note\s+(over|left of|right of)\s+([^:]+?)\s*:\s*([\s\S]+)$/i.exec(text);
  if (!match) return false;
  const [, where = '', names = '', label = ''] = match;
  const place = where.toLowerCase() === 'over' ? 'over' : where.toLowerCase() === 'left of' ? 'left' : 'right';
  const of = names.split(',').map((one) => one.trim());
  if (of.length > (place === 'over' ? 2 : 1) || of.includes('')) {
    const hint = 'write `Note over A,B: text` or `Note left of A: text`';
    mistake(reading, at, `a note cannot stand ${where} \`${names}\``, hint);
  } else {
    for (const id of of) mention(id, reading);
    reading.steps.push({ kind: 'note', place, of, label: plain(label) });
  }
  return true;
}

function readActivation(text: string, at: number, reading: Reading): boolean {
  const match = /^(activate|deactivate)\s+(.+)$/.exec(text);
  const id = match?.[2];
  if (id === undefined) return false;
  switchActive(match?.[1] === 'activate', id, at, reading);
  return true;
}

function switchActive(on: boolean, of: string, at: number, reading: Reading): void {
  mention(of, reading);
  const level = (reading.active.get(of) ?? 0) + (on ? 1 : -1);
  if (level < 0) {
    mistake(
      reading,
      at,
      `\`${of}\` is not active here`,
      `activate it before, with \`activate ${of}\` or \`->>+${of}\``,
    );
    return;
  }
  reading.active.set(of, level);
  reading.steps.push({ kind: on ? 'activate' : 'deactivate', of });
}

function readBlock(text: string, at: number, reading: Reading): boolean {
  const [word = ''] = text.split(/\s/);
  const label = plain(text.slice(word.length));
  if (Object.hasOwn(blocks, word)) {
    reading.open.push({ word, line: at });
    reading.steps.push({ kind: 'open', word, label: word === 'rect' ? '' : label });
    return true;
  }
  if (text === 'end') {
    if (reading.open.pop()) reading.steps.push({ kind: 'close' });
    else mistake(reading, at, 'there is nothing that this `end` could close', 'take it out');
    return true;
  }
  const owner = Object.keys(blocks).find((one) => blocks[one]?.includes(word));
  if (owner === undefined) return false;
  if (reading.open.at(-1)?.word === owner) reading.steps.push({ kind: 'divide', label });
  else mistake(reading, at, `\`${word}\` belongs into \`${owner} … end\``, null);
  return true;
}

function readNumbering(text: string, _at: number, reading: Reading): boolean {
  if (!/^autonumber\b/.test(text)) return false;
  reading.number = 1;
  return true;
}

/** `A->>B: text`; a cross is tried last, because names may hold `-x`. */
const arrows = [
  /^([^:]+?)\s*(<<)?(--?)(>>|>|\))([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
  /^([^:]+?)\s*()(--?)(x)([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
];

const heads: { readonly [end: string]: Head } = { '>>': 'full', '>': 'none', x: 'cross', ')': 'open' };

function readMessage(text: string, at: number, reading: Reading): boolean {
  const match = arrows.map((arrow) => arrow.exec(text)).find((found) => found !== null);
  if (!match) return false;
  const [, from = '', back, line, end = '', active, to = '', label = ''] = match;
  mention(from, reading);
  mention(to, reading);
  const number = reading.number === null ? '' : `${reading.number++}. `;
  reading.steps.push({
    kind: 'message',
    from,
    to,
    label: number + plain(label),
    isDashed: line === '--',
    head: heads[end] ?? 'none',
    isTwoWay: back === '<<',
  });
  if (active === '+') switchActive(true, to, at, reading);
  if (active === '-') switchActive(false, from, at, reading);
  return true;
}

/** A participant that is not declared stands where it is first named. */
function mention(id: string, { participants }: Reading): void {
  if (!participants.has(id)) participants.set(id, { id, label: plain(id) });
}

function mistake({ mistakes }: Reading, line: number, message: string, hint: string | null): void {
  mistakes.push({ line, message, hint });
}

function plain(label: string): string {
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
  if (/=>|\u2192|~>/.test(text)) return 'arrows are `->>`, `-->>`, `->`, `-->`, `-x`, `--x`, `-)` and `--)`';
  if (/^note\b/i.test(text)) return 'write `Note over A,B: text` or `Note left of A: text`';
  if (/^(?:box|create|destroy|link|links|title|accTitle|accDescr)\b/.test(text))
    return 'of Mermaid’s statements this one is not known here';
  return 'statements are `A->>B: text`, `participant`, `Note over`, `loop`, `alt`, `opt`, `par`, `activate`, `end`';
}

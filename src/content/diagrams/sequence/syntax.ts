// Parses the statements of a sequence diagram in Mermaid's syntax and collects the mistakes in them. Must not draw anything.

import type { DiagramMistake } from '../diagram-mistakes.ts';
import type { Group, Head, Participant, Sequence, Step } from './model.ts';

/** The words that open a block, with those that divide it. */
const blocks: { readonly [word: string]: readonly string[] } = {
  loop: [],
  alt: ['else'],
  opt: [],
  par: ['and'],
  par_over: ['and'],
  critical: ['option'],
  break: [],
  rect: [],
};

/** Parses a diagram with one statement per line; `%%` starts a comment. Lines with mistakes are left out. */
export function parseSequence(source: string): Sequence {
  const state: ParserState = {
    title: '',
    participants: new Map(),
    groups: [],
    steps: [],
    mistakes: [],
    open: [],
    activationCounts: new Map(),
    number: null,
    increment: 1,
    created: null,
    destroyed: null,
  };
  let lineStart = 0;
  for (const line of source.split('\n')) {
    parseLine(line, lineStart, state);
    lineStart += line.length + 1;
  }
  for (const { word, at } of state.open) {
    const end = { start: at.start, end: at.start + word.length };
    reportMistake(state, end, `this \`${word}\` is never closed`, 'close it with `end`');
  }
  for (const pending of [state.created, state.destroyed]) if (pending) reportPending(pending, state);
  return { ...state, participants: [...state.participants.values()] };
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A participant that the next message creates or destroys. */
interface Pending {
  readonly id: string;
  readonly word: 'create' | 'destroy';
  readonly at: TextRange;
}

/** What has been parsed so far. */
interface ParserState {
  title: string;
  readonly participants: Map<string, Participant>;
  readonly groups: Group[];
  readonly steps: Step[];
  readonly mistakes: DiagramMistake[];
  /** Blocks that are not closed yet. */
  readonly open: { readonly word: string; readonly at: TextRange }[];
  /** How many activations of each participant are open. */
  readonly activationCounts: Map<string, number>;
  /** The number of the next message; null if messages are not numbered. */
  number: number | null;
  increment: number;
  created: Pending | null;
  destroyed: Pending | null;
}

function parseLine(line: string, lineStart: number, state: ParserState): void {
  const text = line
    .replace(/(?:^|\s)%%.*$/, '')
    .replace(/;\s*$/, '')
    .trim();
  if (text === '' || (lineStart === 0 && text === 'sequenceDiagram')) return;
  const start = lineStart + line.indexOf(text);
  const at = { start, end: start + text.length };
  // Long runs of spaces would keep the patterns busy.
  const statement = text.replace(/\s+/g, ' ');
  if (statementParsers.some((parse) => parse(statement, at, state))) return;
  reportMistake(state, at, `\`${shortened(text)}\` is not a sequence diagram statement`, hintFor(text));
}

/** Each returns whether it recognized the line. */
const statementParsers: readonly ((text: string, at: TextRange, state: ParserState) => boolean)[] = [
  parseParticipant,
  parseDestroy,
  parseNote,
  parseActivation,
  parseGroup,
  parseBlock,
  parseNumbering,
  parseTitle,
  parseLinks,
  parseMessage,
];

/** `participant A as Alice`, `create actor B`, and Mermaid's `participant A@{ "type": "database", "alias": "Store" }`. */
function parseParticipant(text: string, at: TextRange, state: ParserState): boolean {
  const match = /^(create\s+)?(participant|actor)\s+(.+?)\s*(?:@\{([^}]*)\})?(?:\s+as\s+(.+))?$/i.exec(text);
  const id = match?.[3];
  if (id === undefined) return false;
  const [, create, word, , settings = '', written] = match ?? [];
  const setting = (name: string) => new RegExp(`["']?${name}["']?\\s*:\\s*["']([^"']*)`).exec(settings)?.[1];
  const isActor = word?.toLowerCase() === 'actor' || setting('type') === 'actor';
  const label = labelText(written ?? setting('alias') ?? id);
  if (create) {
    if (state.created) reportPending(state.created, state);
    state.created = state.participants.has(id) ? null : { id, word: 'create', at };
    const hint = 'create a participant before it is mentioned';
    if (!state.created) reportMistake(state, at, `\`${id}\` exists already`, hint);
  }
  state.participants.set(id, { id, label, isActor });
  if (state.open.at(-1)?.word === 'box') state.groups.at(-1)?.of.push(id);
  return true;
}

function parseDestroy(text: string, at: TextRange, state: ParserState): boolean {
  const id = /^destroy\s+(.+)$/i.exec(text)?.[1];
  if (id === undefined) return false;
  if (state.destroyed) reportPending(state.destroyed, state);
  state.destroyed = { id, word: 'destroy', at };
  return true;
}

function reportPending({ id, word, at }: Pending, state: ParserState): void {
  const example = word === 'create' ? `A->>${id}: hello` : `A-x${id}: bye`;
  const message = `no message right after it ${word === 'create' ? 'creates' : 'destroys'} \`${id}\``;
  reportMistake(state, at, message, `write one on the next line, such as \`${example}\``);
}

function parseNote(text: string, at: TextRange, state: ParserState): boolean {
  const match = /^note\s+(over|left of|right of)\s+([^:]+?)\s*:\s*([\s\S]+)$/i.exec(text);
  if (!match) return false;
  const [, where = '', names = '', label = ''] = match;
  const place = where.toLowerCase() === 'over' ? 'over' : where.toLowerCase() === 'left of' ? 'left' : 'right';
  const of = names.split(',').map((name) => name.trim());
  if (of.length > (place === 'over' ? 2 : 1) || of.includes('')) {
    const hint = 'write `Note over A,B: text` or `Note left of A: text`';
    reportMistake(state, at, `a note cannot be ${where} \`${names}\``, hint);
  } else {
    for (const id of of) addParticipant(id, state);
    state.steps.push({ kind: 'note', place, of, label: labelText(label) });
  }
  return true;
}

function parseActivation(text: string, at: TextRange, state: ParserState): boolean {
  const match = /^(activate|deactivate)\s+(.+)$/i.exec(text);
  const id = match?.[2];
  if (id === undefined) return false;
  setActive(match?.[1]?.toLowerCase() === 'activate', id, at, state);
  return true;
}

function setActive(on: boolean, of: string, at: TextRange, state: ParserState): void {
  addParticipant(of, state);
  const level = (state.activationCounts.get(of) ?? 0) + (on ? 1 : -1);
  if (level < 0) {
    const hint = `activate it first, with \`activate ${of}\` or \`->>+${of}\``;
    reportMistake(state, at, `\`${of}\` is not active here`, hint);
    return;
  }
  state.activationCounts.set(of, level);
  state.steps.push({ kind: on ? 'activate' : 'deactivate', of });
}

const colorName =
  /^(?:transparent|(?:rgb|hsl)a?\([^)]*\)|#[\da-f]{3,8}|(?:(?:light|dark|medium|pale|deep|hot|sky|steel|royal|slate|forest|lawn|sea|spring)*(?:aqua|azure|beige|black|blue|brown|coral|crimson|cyan|gold|gr[ae]y|green|indigo|ivory|khaki|lavender|lime|linen|magenta|maroon|navy|olive|orange|orchid|pink|plum|purple|red|salmon|silver|tan|teal|tomato|turquoise|violet|wheat|white|yellow)))(?=\s|$)/i;

/** `box Purple Servers`: the color is the theme's. */
function parseGroup(text: string, at: TextRange, { groups, open }: ParserState): boolean {
  const written = /^box(?:\s+(.*))?$/i.exec(text);
  if (!written) return false;
  open.push({ word: 'box', at });
  groups.push({ label: labelText((written[1] ?? '').replace(colorName, '')), of: [] });
  return true;
}

function parseBlock(text: string, at: TextRange, state: ParserState): boolean {
  const [written = ''] = text.split(/\s/);
  const word = written.toLowerCase();
  const label = labelText(text.slice(word.length));
  if (Object.hasOwn(blocks, word)) {
    state.open.push({ word, at });
    state.steps.push({ kind: 'open', word: word === 'par_over' ? 'par' : word, label: word === 'rect' ? '' : label });
    return true;
  }
  if (text.toLowerCase() === 'end') {
    const closed = state.open.pop();
    if (!closed) reportMistake(state, at, 'this `end` does not close anything', 'remove it');
    else if (closed.word !== 'box') state.steps.push({ kind: 'close' });
    return true;
  }
  const owners = Object.keys(blocks).filter((block) => blocks[block]?.includes(word));
  if (owners.length === 0) return false;
  if (owners.includes(state.open.at(-1)?.word ?? '')) state.steps.push({ kind: 'divide', label });
  else reportMistake(state, at, `\`${word}\` is only allowed inside \`${owners[0]} … end\``, null);
  return true;
}

/** `autonumber`, `autonumber 10 5`, `autonumber off`. */
function parseNumbering(text: string, _at: TextRange, state: ParserState): boolean {
  const match = /^autonumber(?:\s+(?:(off)|(\d+)(?:\s+(\d+))?))?$/i.exec(text);
  if (!match) return false;
  const [, off, first, increment] = match;
  state.number = off ? null : Number(first ?? state.number ?? 1);
  state.increment = Number(increment ?? 1);
  return true;
}

function parseTitle(text: string, _at: TextRange, state: ParserState): boolean {
  const title = /^title\s*(?::|\s)\s*(.+)$/i.exec(text)?.[1];
  if (title !== undefined) state.title = labelText(title);
  return title !== undefined;
}

/** Menus of Mermaid's participants, which need a script. */
function parseLinks(text: string, { start, end }: TextRange, { mistakes }: ParserState): boolean {
  if (!/^(?:links?|properties|details)\s+[^:]*:/i.test(text) || /^\w+\s*-/.test(text)) return false;
  const hint = 'put the link into the text next to the diagram';
  const message = 'links in diagrams are removed';
  mistakes.push({ severity: 'warning', code: 'diagram/removed-link', start, end, message, hint });
  return true;
}

/** `A->>B: text`. Crosses and half heads are tried last, because names may contain `-x` and slashes. */
const arrows = [
  /^([^:]+?)\s*(\(\))?\s*(<<)?(--?)(>>|>|\))\s*(\(\))?\s*([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
  /^([^:]+?)\s*(\(\))?\s*()(--?)(x|\|\\|\|\/|\\\\|\/\/)\s*(\(\))?\s*([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
  /^([^:]+?)\s*(\(\))?\s*(\/\||\\\||\/\/|\\\\)(--?)()\s*(\(\))?\s*([+-])?\s*([^:]+?)\s*(?::\s*([\s\S]*))?$/,
];

const heads: { readonly [end: string]: Head } = {
  ...{ '>>': 'full', '>': 'none', x: 'cross', ')': 'open', '<<': 'full' },
  ...{ '|\\': 'upper', '|/': 'lower', '\\\\': 'upper-line', '//': 'lower-line' },
};
/** Half heads at the sender's end, whose slashes lean the other way. */
const tailHeads: { readonly [end: string]: Head } = {
  '<<': 'full',
  '/|': 'upper',
  '\\|': 'lower',
  '//': 'upper-line',
  '\\\\': 'lower-line',
};

function parseMessage(text: string, at: TextRange, state: ParserState): boolean {
  const match = arrows.map((arrow) => arrow.exec(text)).find((found) => found !== null);
  if (!match) return false;
  const [, from = '', fromDot, back = '', dashes, end = '', toDot, active, to = '', label = ''] = match;
  addParticipant(from, state);
  addParticipant(to, state);
  const { created, destroyed } = state;
  if (created && created.id !== to) reportPending(created, state);
  if (destroyed && ![from, to].includes(destroyed.id)) reportPending(destroyed, state);
  [state.created, state.destroyed] = [null, null];
  const number = state.number === null ? '' : `${state.number}. `;
  if (state.number !== null) state.number += state.increment;
  state.steps.push({
    kind: 'message',
    from,
    to,
    label: number + labelText(label),
    isDashed: dashes === '--',
    arrowHead: heads[end] ?? 'none',
    tailHead: tailHeads[back] ?? 'none',
    dots: [...(fromDot ? (['from'] as const) : []), ...(toDot ? (['to'] as const) : [])],
    isCreating: created?.id === to,
    destroys: destroyed?.id ?? null,
  });
  if (active === '+') setActive(true, to, at, state);
  if (active === '-') setActive(false, from, at, state);
  return true;
}

/** Adds a participant that is not declared. Its position is that of its first mention. */
function addParticipant(id: string, { participants }: ParserState): void {
  if (!participants.has(id)) participants.set(id, { id, label: labelText(id), isActor: false });
}

function reportMistake(
  { mistakes }: ParserState,
  { start, end }: TextRange,
  message: string,
  hint: string | null,
): void {
  mistakes.push({ severity: 'error', code: 'diagram/syntax', start, end, message, hint });
}

/** Resolves Mermaid's line breaks and character references. */
function labelText(label: string): string {
  return label
    .replace(/^\s*:?(?:no)?wrap:/i, '')
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
  if (/=>|\u2192|~>/.test(text))
    return 'supported arrows: `->>`, `-->>`, `->`, `-->`, `-x`, `--x`, `-)`, `--)`, `<<->>`';
  if (/^note\b/i.test(text)) return 'write `Note over A,B: text` or `Note left of A: text`';
  if (/^acc(?:Title|Descr)\b/.test(text)) return 'describe the diagram with `alt="…"`, or call the block `mermaid`';
  return 'supported statements: `A->>B: text`, `participant`, `actor`, `create`, `destroy`, `box`, `Note over`, `loop`, `alt`, `opt`, `par`, `critical`, `break`, `rect`, `autonumber`, `activate`, `end`';
}

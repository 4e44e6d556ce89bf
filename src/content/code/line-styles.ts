// What a code block's opening line says about single lines and words: marked `{3}`, in focus, folded, annotated, `/words/`. Applies it to
// lines of code and of console sessions alike. Must never change the code itself.

import type { Element, ElementContent } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { nearest } from '../../text/nearest.ts';
import type { CodeBlock, Word } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { element, isElement, text, textOf } from '../html/tree.ts';
import { parseLineList } from './fence-info.ts';

/** Each of them is searched in the whole block. */
const maxTerms = 20;

/** Lines are counted from 1. */
export interface LineStyles {
  readonly marked: ReadonlySet<number>;
  /** Empty where no line is in focus, and none is dimmed. */
  readonly inFocus: ReadonlySet<number>;
  readonly folded: ReadonlySet<number>;
  readonly annotations: ReadonlyMap<number, readonly number[]>;
}

export function lineStylesOf({ info, snippet }: CodeBlock): LineStyles {
  const linesIn = (part: Word | null | undefined) => parseLineList(part?.value ?? '') ?? new Set<number>();
  const annotations = new Map<number, number[]>();
  for (const { line, number } of snippet?.annotations ?? [])
    annotations.set(line + 1, [...(annotations.get(line + 1) ?? []), number]);
  return {
    marked: linesIn(info.marks),
    inFocus: linesIn(info.options['focus']),
    folded: linesIn(info.options['collapse']),
    annotations,
  };
}

/** Whether lines look different from each other, so that each needs an element. */
export function hasStyledLines({ marked, inFocus, annotations }: LineStyles): boolean {
  return marked.size + inFocus.size + annotations.size > 0;
}

/** Classes of the `pre` around the lines. */
export function blockClasses({ inFocus }: LineStyles): string[] {
  return inFocus.size > 0 ? [classNames.focused] : [];
}

/** The element of a line, its annotations at the end. Feeds and browsers without style sheets show an annotation as `(1)`. */
export function lineElement(
  line: number,
  children: ElementContent[],
  styles: LineStyles,
  ...classes: string[]
): Element {
  const className = [
    classNames.line,
    ...(styles.marked.has(line) ? [classNames.lineMarked] : []),
    ...(styles.inFocus.has(line) ? [classNames.lineFocus] : []),
    ...classes,
  ];
  const badges = (styles.annotations.get(line) ?? []).map((number) =>
    element('b', { className: [classNames.annotation], dataNumber: String(number) }, [text(` (${number})`)]),
  );
  return element('span', { className }, [...children, ...badges]);
}

/** A run of lines that are all visible or all folded; `first` is counted from 1. */
export interface LineRun<T> {
  readonly isFolded: boolean;
  readonly first: number;
  readonly lines: readonly T[];
}

/** Splits lines where folded ones begin or end. */
export function foldedRuns<T>(lines: readonly T[], isFolded: (line: number) => boolean): readonly LineRun<T>[] {
  const runs: { isFolded: boolean; first: number; lines: T[] }[] = [];
  lines.forEach((line, index) => {
    const folds = isFolded(index + 1);
    const last = runs.at(-1);
    if (last?.isFolded === folds) last.lines.push(line);
    else runs.push({ isFolded: folds, first: index + 1, lines: [line] });
  });
  return runs;
}

/** The parts of a block, with folded ones in a `details` element. */
export function foldedParts<T>(
  runs: readonly LineRun<T>[],
  className: string,
  print: (run: LineRun<T>) => Element,
  context: RenderContext,
): Element[] {
  return runs.map((run) => {
    if (!run.isFolded) return print(run);
    const summary = element('summary', {}, [text(context.words.moreLines(run.lines.length))]);
    return element('details', { className: [className] }, [summary, print(run)]);
  });
}

/** Code with each of the terms that the opening line has between slashes in a `mark` element, also where highlighting splits it. */
export function withMarkedTerms(nodes: readonly ElementContent[], { info }: CodeBlock): ElementContent[] {
  if (info.terms.length === 0) return [...nodes];
  const code = nodes.map(textOf).join('');
  const ends = new Map<number, number>();
  for (const { value } of info.terms.slice(0, maxTerms))
    for (const { index } of code.matchAll(wholeTerm(value)))
      ends.set(index, Math.max(index + value.length, ends.get(index) ?? 0));
  let offset = 0;
  let markedTo = 0;
  const marked = (node: ElementContent): ElementContent[] => {
    if (isElement(node)) return [{ ...node, children: node.children.flatMap(marked) }];
    const pieces: { value: string; isMarked: boolean }[] = [];
    for (const value of textOf(node)) {
      markedTo = Math.max(markedTo, ends.get(offset) ?? 0);
      const isMarked = offset < markedTo;
      const last = pieces.at(-1);
      if (last?.isMarked === isMarked) last.value += value;
      else pieces.push({ value, isMarked });
      offset += value.length;
    }
    return pieces.map(({ value, isMarked }) => (isMarked ? element('mark', {}, [text(value)]) : text(value)));
  };
  return nodes.flatMap(marked);
}

/** A term as a whole word: `set` is not in `reset`. */
function wholeTerm(term: string): RegExp {
  const before = /^[\p{L}\p{N}_]/u.test(term) ? '(?<![\\p{L}\\p{N}_])' : '';
  const after = /[\p{L}\p{N}_]$/u.test(term) ? '(?![\\p{L}\\p{N}_])' : '';
  return new RegExp(`${before}${term.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&')}${after}`, 'gu');
}

/** Reports lines and terms that a block doesn't have. */
export function checkLineStyles(codeBlock: CodeBlock, code: string, context: RenderContext): void {
  const { marks, options, terms } = codeBlock.info;
  checkLines(marks, 'marked', (value) => `{${value}}`, codeBlock, code, context);
  checkLines(options['focus'], 'in focus', (value) => `focus=${value}`, codeBlock, code, context);
  checkLines(options['collapse'], 'folded', (value) => `collapse=${value}`, codeBlock, code, context);
  const extra = terms[maxTerms];
  if (extra) {
    const message = `only the first ${maxTerms} words are marked`;
    context.diagnostics.push(warning('code/too-many-words', message, infoSpan(codeBlock, extra, context)));
  }
  for (const term of terms.slice(0, maxTerms)) {
    if (wholeTerm(term.value).test(code)) continue;
    const near = nearest(term.value, code.match(/[\p{L}\p{N}_]+/gu) ?? []);
    const hint = near ? `did you mean \`/${near}/\`?` : 'write a word as it is in the code';
    const message = `this block has no word \`${term.value}\` to mark`;
    context.diagnostics.push(warning('code/missing-word', message, infoSpan(codeBlock, term, context), { hint }));
  }
}

function checkLines(
  part: Word | null | undefined,
  state: string,
  print: (value: string) => string,
  codeBlock: CodeBlock,
  code: string,
  context: RenderContext,
): void {
  if (!part) return;
  const lines = parseLineList(part.value);
  const last = code.split('\n').length;
  const at = infoSpan(codeBlock, part, context);
  if (!lines) {
    const message = `\`${print(part.value)}\` is not a list of line numbers`;
    const hint = `write a list such as \`${print('1,3-4')}\``;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint }));
  } else if (Math.max(...lines) > last) {
    const message = `line ${Math.max(...lines)} cannot be ${state}: this block has only ${last === 1 ? '1 line' : `${last} lines`}`;
    context.diagnostics.push(warning('code/bad-marks', message, at, { hint: 'the first line shown is line 1' }));
  }
}

/** Reports what the opening line of a diagram or formula says about lines that it doesn't show. */
export function reportIgnoredStyles(codeBlock: CodeBlock, context: RenderContext): void {
  const { marks, options, terms, words } = codeBlock.info;
  const ignored = [
    ...(marks ? [{ ...marks, written: `{${marks.value}}` }] : []),
    ...['focus', 'collapse', 'annotate'].flatMap((key) => {
      const option = options[key];
      return option ? [{ start: option.keyStart, end: option.end, written: key }] : [];
    }),
    ...terms.map((term) => ({ ...term, written: `/${term.value}/` })),
    ...words
      .filter(({ value }) => value === 'diff' || value === 'numbers')
      .map((word) => ({ ...word, written: word.value })),
  ];
  for (const { start, end, written } of ignored) {
    const message = `\`${written}\` has no effect here, because this block shows no code`;
    context.diagnostics.push(warning('code/no-effect', message, infoSpan(codeBlock, { start, end }, context)));
  }
}

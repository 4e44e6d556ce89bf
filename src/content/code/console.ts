// Console sessions: gives prompts, commands and outputs elements of their own, so that a theme can style them and the copy button can copy
// the commands only. Folds long outputs. Shows what the author wrote or a lab recorded; must never run a command.

import type { Element, ElementContent } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import { type StyledText, styledLines } from '../../text/ansi.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { element, text } from '../html/tree.ts';
import { parseEnvironment } from '../lab/recording.ts';
import { withoutMarks } from './annotations.ts';
import { codeFigure, scrollIfWide } from './code-figure.ts';
import { environmentPathFor } from './includes.ts';
import {
  blockClasses,
  checkLineStyles,
  foldedParts,
  foldedRuns,
  hasStyledLines,
  type LineRun,
  type LineStyles,
  lineElement,
  lineStylesOf,
  withMarkedTerms,
} from './line-styles.ts';
import { type TranscriptLine, transcriptLines } from './shell-transcript.ts';

/** Longer outputs are folded. */
const maxOutputLines = 20;
/** How many lines of a folded output stay visible. */
const visibleLines = 12;

export function consoleSession(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): ElementContent[] {
  const transcript = (codeBlock.snippet?.text ?? '').replace(/\n+$/, '');
  const colored = codeBlock.snippet?.colored ?? null;
  const styled = colored === null ? [] : styledLines(colored);
  const lines = transcriptLines(transcript, commandsOf(codeBlock, context)).map((line, index): SessionLine => {
    return { ...line, parts: partsOf(line.text, styled[index] ?? []) };
  });
  if (!lines.some(({ kind }) => kind === 'command') && transcript !== '') {
    const hint = 'start commands with `$ `, or use the language `text`';
    const message = 'this console session has no prompt, so all of it is shown as output';
    context.diagnostics.push(warning('console/no-prompt', message, openingSpan(codeBlock, context), { hint }));
  }
  checkLineStyles(codeBlock, transcript, context);
  return [codeFigure(codeBlock, caption, sessionParts(lines, codeBlock, context), classNames.console)];
}

interface SessionLine extends TranscriptLine {
  /** The parts of an output in the styles that the program gave them. */
  readonly parts: readonly StyledText[];
}

/** The parts of a line, without what was removed from its end, such as an annotation. */
function partsOf(line: string, styled: readonly StyledText[]): readonly StyledText[] {
  const whole = styled.map((part) => part.text).join('');
  if (styled.length === 0 || !whole.startsWith(line)) return [{ text: line, styles: [] }];
  let rest = line.length;
  return styled.map((part) => {
    const shown = part.text.slice(0, rest);
    rest -= shown.length;
    return { ...part, text: shown };
  });
}

const newLine: StyledText = { text: '\n', styles: [] };
/** Ends the last line of an output. */
const endOfOutput: SessionLine = { kind: 'output', prompt: '', text: '', startsCommand: false, parts: [] };

/** The commands of a recorded step, from the recording's environment file; null if the block shows no recording. */
function commandsOf({ info }: CodeBlock, context: RenderContext): readonly string[] | null {
  const { step } = info.options;
  const environment = step ? context.includes[environmentPathFor(context.path)] : null;
  if (!step || !environment) return null;
  return parseEnvironment(environment)?.steps[step.value]?.commands.map(withoutMarks) ?? null;
}

/** The session as `pre` elements, with a `details` element for the rest of each long output, or for the lines of `collapse=…`. */
function sessionParts(lines: readonly SessionLine[], codeBlock: CodeBlock, context: RenderContext): Element[] {
  const styles = lineStylesOf(codeBlock);
  const folded = styles.folded.size > 0 ? styles.folded : endsOfLongOutputs(lines);
  const runs = foldedRuns(lines, (line) => folded.has(line));
  const print = (run: LineRun<SessionLine>) => lineBlock(run, styles, codeBlock, context);
  return foldedParts(runs, classNames.consoleMore, print, context);
}

/** The numbers, from 1, of the lines of long outputs that are folded. */
function endsOfLongOutputs(lines: readonly SessionLine[]): ReadonlySet<number> {
  const folded = new Set<number>();
  let line = 1;
  for (const run of groupByKind(lines)) {
    const isLong = run[0]?.kind === 'output' && run.length > maxOutputLines;
    for (let index = visibleLines; isLong && index < run.length; index++) folded.add(line + index);
    line += run.length;
  }
  return folded;
}

/** Groups adjacent lines of the same kind. */
function groupByKind(lines: readonly SessionLine[]): readonly (readonly SessionLine[])[] {
  const runs: SessionLine[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === line.kind) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function lineBlock(
  { lines, first }: LineRun<SessionLine>,
  styles: LineStyles,
  codeBlock: CodeBlock,
  context: RenderContext,
): Element {
  const plain = lines.map((line) => line.prompt + line.text).join('\n');
  const children = hasStyledLines(styles)
    ? lines.flatMap((line, index) => [
        lineElement(first + index, line.kind === 'command' ? command(line) : [output([line])], styles),
        text('\n'),
      ])
    : groupByKind(lines).flatMap((run) =>
        run[0]?.kind === 'command'
          ? run.flatMap((line) => [...command(line), text('\n')])
          : [output([...run, endOfOutput])],
      );
  const classes = blockClasses(styles);
  const properties = {
    ...(classes.length > 0 ? { className: classes } : {}),
    ...scrollIfWide(plain, codeBlock, context),
  };
  return element('pre', properties, [element('code', {}, withMarkedTerms(children, codeBlock))]);
}

function command(line: SessionLine): ElementContent[] {
  const prompt = element('span', { className: [classNames.consolePrompt] }, [text(line.prompt)]);
  const shown = element('span', { className: [classNames.consoleCommand] }, [text(line.text)]);
  return [...(line.prompt === '' ? [] : [prompt]), shown];
}

function output(lines: readonly SessionLine[]): Element {
  const children: ElementContent[] = [];
  let plain = '';
  for (const part of lines.flatMap((line, index) => [...(index > 0 ? [newLine] : []), ...line.parts])) {
    if (part.styles.length === 0) {
      plain += part.text;
      continue;
    }
    if (plain !== '') children.push(text(plain));
    plain = '';
    const className = part.styles.map((style) => `ansi-${style}`);
    children.push(element('span', { className }, [text(part.text)]));
  }
  return element('span', { className: [classNames.consoleOutput] }, [
    ...children,
    ...(plain === '' ? [] : [text(plain)]),
  ]);
}

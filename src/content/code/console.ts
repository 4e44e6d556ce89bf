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
import { codeFigure, scrollIfWide } from './code-figure.ts';
import { environmentPathFor } from './includes.ts';
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
    return { ...line, parts: line.kind === 'output' ? (styled[index] ?? [{ text: line.text, styles: [] }]) : [] };
  });
  if (!lines.some(({ kind }) => kind === 'command') && transcript !== '') {
    const hint = 'start commands with `$ `, or use the language `text`';
    const message = 'this console session has no prompt, so all of it is shown as output';
    context.diagnostics.push(warning('console/no-prompt', message, openingSpan(codeBlock, context), { hint }));
  }
  return [codeFigure(codeBlock, caption, sessionParts(lines, codeBlock, context), classNames.console)];
}

interface SessionLine extends TranscriptLine {
  /** The parts of an output in the styles that the program gave them. */
  readonly parts: readonly StyledText[];
}

/** The commands of a recorded step, from the recording's environment file; null if the block shows no recording. */
function commandsOf({ info }: CodeBlock, context: RenderContext): readonly string[] | null {
  const { step } = info.options;
  const environment = step ? context.includes[environmentPathFor(context.path)] : null;
  if (!step || !environment) return null;
  return parseEnvironment(environment)?.steps[step.value]?.commands ?? null;
}

/** The session as `pre` elements, with a `details` element for the rest of each long output. */
function sessionParts(lines: readonly SessionLine[], codeBlock: CodeBlock, context: RenderContext): Element[] {
  const parts: Element[] = [];
  let open: SessionLine[] = [];
  for (const run of groupByKind(lines)) {
    if (run[0]?.kind === 'command' || run.length <= maxOutputLines) {
      open.push(...run);
      continue;
    }
    parts.push(lineBlock([...open, ...run.slice(0, visibleLines)], codeBlock, context));
    open = [];
    const folded = run.slice(visibleLines);
    const summary = element('summary', {}, [text(context.words.moreLines(folded.length))]);
    parts.push(
      element('details', { className: [classNames.consoleMore] }, [summary, lineBlock(folded, codeBlock, context)]),
    );
  }
  if (open.length > 0 || parts.length === 0) parts.push(lineBlock(open, codeBlock, context));
  return parts;
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

function lineBlock(lines: readonly SessionLine[], codeBlock: CodeBlock, context: RenderContext): Element {
  const plain = lines.map((line) => line.prompt + line.text).join('\n');
  const children = groupByKind(lines).flatMap((run) =>
    run[0]?.kind === 'command' ? run.flatMap(command) : [output(run)],
  );
  return element('pre', scrollIfWide(plain, codeBlock, context), [element('code', {}, children)]);
}

function command(line: SessionLine): ElementContent[] {
  const prompt = element('span', { className: [classNames.consolePrompt] }, [text(line.prompt)]);
  const shown = element('span', { className: [classNames.consoleCommand] }, [text(line.text)]);
  return [...(line.prompt === '' ? [] : [prompt]), shown, text('\n')];
}

function output(lines: readonly SessionLine[]): Element {
  const parts = lines.flatMap((line) => [...line.parts, { text: '\n', styles: [] }]);
  const children: ElementContent[] = [];
  let plain = '';
  for (const part of [...parts, null]) {
    if (part?.styles.length === 0) {
      plain += part.text;
      continue;
    }
    if (plain !== '') children.push(text(plain));
    plain = '';
    if (part) {
      const className = part.styles.map((style) => `${classNames.ansi}-${style}`);
      children.push(element('span', { className }, [text(part.text)]));
    }
  }
  return element('span', { className: [classNames.consoleOutput] }, children);
}

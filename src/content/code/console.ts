// Console sessions: prompts, commands and outputs get elements of their own, so that a theme can show them apart and copying can take
// the commands alone. A long output folds. Shows what is written or was recorded; never runs anything.

import type { Element, ElementContent } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { element, text } from '../html/tree.ts';
import { parseEnvironment } from '../lab/recording.ts';
import { frame, scrolling } from './code-figure.ts';
import { environmentPathFor } from './includes.ts';
import { type Line, transcriptLines } from './shell-transcript.ts';

/** Outputs with more lines fold, and this many of their lines stay in sight. */
const longestOutput = 20;
const shownOfLong = 12;

export function consoleSession(
  codeBlock: CodeBlock,
  caption: ElementContent[],
  context: RenderContext,
): ElementContent[] {
  const transcript = (codeBlock.snippet?.text ?? '').replace(/\n+$/, '');
  const lines = transcriptLines(transcript, commandsOf(codeBlock, context));
  if (!lines.some(({ kind }) => kind === 'command') && transcript !== '') {
    const hint = 'begin commands with `$ `, or write `text` as the language';
    const message = 'this session has no prompt, all of it counts as output';
    context.diagnostics.push(warning('console/no-prompt', message, openingSpan(codeBlock, context), { hint }));
  }
  return [frame(codeBlock, caption, partsOf(lines, codeBlock, context), classNames.console)];
}

/** The commands of a recorded step, which the recording's environment lists. */
function commandsOf({ info }: CodeBlock, context: RenderContext): readonly string[] | null {
  const { step } = info.options;
  const environment = step ? context.includes[environmentPathFor(context.path)] : null;
  if (!step || !environment) return null;
  return parseEnvironment(environment)?.steps[step.value]?.commands ?? null;
}

/** Blocks of lines, every second one of them folded. */
function partsOf(lines: readonly Line[], codeBlock: CodeBlock, context: RenderContext): Element[] {
  const parts: Element[] = [];
  let open: Line[] = [];
  for (const run of runsOf(lines)) {
    if (run[0]?.kind === 'command' || run.length <= longestOutput) {
      open.push(...run);
      continue;
    }
    parts.push(block([...open, ...run.slice(0, shownOfLong)], codeBlock, context));
    open = [];
    const folded = run.slice(shownOfLong);
    const summary = element('summary', {}, [text(context.words.moreLines(folded.length))]);
    parts.push(
      element('details', { className: [classNames.consoleMore] }, [summary, block(folded, codeBlock, context)]),
    );
  }
  if (open.length > 0 || parts.length === 0) parts.push(block(open, codeBlock, context));
  return parts;
}

/** Lines of one kind that stand together. */
function runsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === line.kind) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function block(lines: readonly Line[], codeBlock: CodeBlock, context: RenderContext): Element {
  const plain = lines.map((line) => line.prompt + line.text).join('\n');
  const children = runsOf(lines).flatMap((run) => (run[0]?.kind === 'command' ? run.flatMap(command) : [output(run)]));
  return element('pre', scrolling(plain, codeBlock, context), [element('code', {}, children)]);
}

function command(line: Line): ElementContent[] {
  const prompt = element('span', { className: [classNames.consolePrompt] }, [text(line.prompt)]);
  const shown = element('span', { className: [classNames.consoleCommand] }, [text(line.text)]);
  return [...(line.prompt === '' ? [] : [prompt]), shown, text('\n')];
}

function output(lines: readonly Line[]): Element {
  const content = lines.map((line) => `${line.text}\n`).join('');
  return element('span', { className: [classNames.consoleOutput] }, [text(content)]);
}

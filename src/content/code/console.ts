// Console sessions: prompts, commands and outputs get elements of their own, so that a theme can show them apart and copying can take
// the commands alone. A long output folds. Shows what is written or was recorded; never runs anything.

import type { Element, ElementContent } from 'hast';
import { warning } from '../../model/diagnostic.ts';
import type { Manuscript } from '../context/render-context.ts';
import { markup } from '../html/class-names.ts';
import { element, text } from '../html/tree.ts';
import { parseEnvironment } from '../lab/recording.ts';
import { type Fence, openingSpan } from './code-blocks.ts';
import { environmentPathFor } from './includes.ts';
import { frame, scrolling } from './listings.ts';
import { type Line, sessionLines } from './shell-transcript.ts';

/** Outputs with more lines fold, and this many of their lines stay in sight. */
const longestOutput = 20;
const shownOfLong = 12;

export function consoleSession(fence: Fence, caption: ElementContent[], manuscript: Manuscript): ElementContent[] {
  const transcript = (fence.passage?.text ?? '').replace(/\n+$/, '');
  const lines = sessionLines(transcript, commandsOf(fence, manuscript));
  if (!lines.some(({ kind }) => kind === 'command') && transcript !== '') {
    const hint = 'begin commands with `$ `, or write `text` as the language';
    const message = 'this session has no prompt, all of it counts as output';
    manuscript.diagnostics.push(warning('console/no-prompt', message, openingSpan(fence, manuscript), { hint }));
  }
  return [frame(fence, caption, partsOf(lines, fence, manuscript), markup.console)];
}

/** The commands of a recorded step, which the recording's environment lists. */
function commandsOf({ info }: Fence, manuscript: Manuscript): readonly string[] | null {
  const { step } = info.options;
  const environment = step ? manuscript.includes[environmentPathFor(manuscript.path)] : null;
  if (!step || !environment) return null;
  return parseEnvironment(environment)?.steps[step.value]?.commands ?? null;
}

/** Blocks of lines, every second one of them folded. */
function partsOf(lines: readonly Line[], fence: Fence, manuscript: Manuscript): Element[] {
  const parts: Element[] = [];
  let open: Line[] = [];
  for (const run of runsOf(lines)) {
    if (run[0]?.kind === 'command' || run.length <= longestOutput) {
      open.push(...run);
      continue;
    }
    parts.push(block([...open, ...run.slice(0, shownOfLong)], fence, manuscript));
    open = [];
    const folded = run.slice(shownOfLong);
    const summary = element('summary', {}, [text(manuscript.words.moreLines(folded.length))]);
    parts.push(element('details', { className: [markup.consoleMore] }, [summary, block(folded, fence, manuscript)]));
  }
  if (open.length > 0 || parts.length === 0) parts.push(block(open, fence, manuscript));
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

function block(lines: readonly Line[], fence: Fence, manuscript: Manuscript): Element {
  const plain = lines.map((line) => line.prompt + line.text).join('\n');
  const children = runsOf(lines).flatMap((run) => (run[0]?.kind === 'command' ? run.flatMap(command) : [output(run)]));
  return element('pre', scrolling(plain, fence, manuscript), [element('code', {}, children)]);
}

function command(line: Line): ElementContent[] {
  const prompt = element('span', { className: [markup.consolePrompt] }, [text(line.prompt)]);
  const shown = element('span', { className: [markup.consoleCommand] }, [text(line.text)]);
  return [...(line.prompt === '' ? [] : [prompt]), shown, text('\n')];
}

function output(lines: readonly Line[]): Element {
  const content = lines.map((line) => `${line.text}\n`).join('');
  return element('span', { className: [markup.consoleOutput] }, [text(content)]);
}

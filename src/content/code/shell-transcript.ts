// Tells prompts, commands (with continuation lines and here-documents) and outputs apart in a terminal transcript.
// Works on text alone. Must not guess if a recording lists the commands that were run.

export interface TranscriptLine {
  readonly kind: 'command' | 'output';
  /** Such as `$ ` or `> `; empty for output, and for continuation lines without a prompt. */
  readonly prompt: string;
  readonly text: string;
  /** Whether this is the first line of a command. */
  readonly startsCommand: boolean;
}

/** The lines of a session. `commands` are those that were run, in order, or null if that is unknown. */
export function transcriptLines(transcript: string, commands: readonly string[] | null): readonly TranscriptLine[] {
  const lines = transcript.split('\n');
  return commands ? recordedLines(lines, commands) : guessedLines(lines);
}

function recordedLines(lines: readonly string[], commands: readonly string[]): readonly TranscriptLine[] {
  const expected = commands.map((command) => command.split('\n'));
  const found: TranscriptLine[] = [];
  for (let index = 0; index < lines.length; ) {
    const next = expected.findIndex((command) => isCommandAt(lines, index, command));
    const command = expected[next];
    if (!command) {
      found.push(output(lines[index] ?? ''));
      index += 1;
      continue;
    }
    expected.splice(0, next + 1);
    command.forEach((text, row) => {
      const prompt = (lines[index + row] ?? '').slice(0, 2);
      found.push({ kind: 'command', prompt, text, startsCommand: row === 0 });
    });
    index += command.length;
  }
  return found;
}

function isCommandAt(lines: readonly string[], index: number, command: readonly string[]): boolean {
  return command.every((text, row) => {
    const line = lines[index + row] ?? '';
    const prompts = row === 0 ? ['$ ', '# '] : ['> '];
    return prompts.some((prompt) => line === prompt + text || line === `${prompt}${text}`.trimEnd());
  });
}

function output(text: string): TranscriptLine {
  return { kind: 'output', prompt: '', text, startsCommand: false };
}

/** A shell's prompt: `$`, `%` or `#`, alone or after `user@host:~/dir`, `[user@host dir]` or `(venv)`. */
const shellPrompt = /^(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+(?:[: ][^\s$#%]*)? ?|\[[^\]]*\] ?)?[$#%](?: |$)/;
const pythonPrompt = /^(?:>>>|In \[\d+\]:)(?: |$)/;
const pythonContinuation = /^(?:\.\.\.| *\.\.\.:)(?: |$)/;
/** `mysql> `, `(gdb) `, `sqlite> `, `postgres=# `, `> `, `PS C:\> `. */
const namedPrompt = /^(?:\(\w[\w.-]*\)|(?:PS )?[\w.:\\/=-]*[>#])(?: |$)/;

function guessedLines(lines: readonly string[]): readonly TranscriptLine[] {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (pythonPrompt.test(first)) return pythonLines(lines);
  if (shellPrompt.test(first)) return shellLines(lines, first);
  const prompt = namedPrompt.exec(first)?.[0].trimEnd();
  if (prompt === undefined) return lines.map(output);
  return lines.map((text) => {
    const isPrompt = text === prompt || text.startsWith(`${prompt} `);
    return isPrompt ? commandLine(text, prompt.length + 1) : output(text);
  });
}

function commandLine(line: string, length: number, starts = true): TranscriptLine {
  return { kind: 'command', prompt: line.slice(0, length), text: line.slice(length), startsCommand: starts };
}

function pythonLines(lines: readonly string[]): readonly TranscriptLine[] {
  let inCommand = false;
  return lines.map((line) => {
    const prompt = pythonPrompt.exec(line) ?? (inCommand ? pythonContinuation.exec(line) : null);
    const starts = pythonPrompt.test(line);
    inCommand = prompt !== null;
    return prompt ? commandLine(line, prompt[0].length, starts) : output(line);
  });
}

function shellLines(lines: readonly string[], first: string): readonly TranscriptLine[] {
  // `# ` may be a comment that a command printed, so it is a prompt only if the session runs as root.
  let isRoot = /#(?: |$)/.test(shellPrompt.exec(first)?.[0] ?? '');
  let open = '';
  return lines.map((line) => {
    if (open !== '') {
      const prompt = line.startsWith('> ') || line === '>' ? 2 : 0;
      const row = commandLine(line, prompt, false);
      open = unfinishedCommand(`${open}\n${row.text}`);
      return row;
    }
    const prompt = shellPrompt.exec(line)?.[0];
    if (prompt === undefined || (/^[#%] ?$/.test(prompt) && !isRoot && !first.startsWith(prompt))) return output(line);
    const row = commandLine(line, prompt.length);
    if (becomesRoot.test(row.text)) isRoot = true;
    open = unfinishedCommand(row.text);
    return row;
  });
}

const becomesRoot =
  /\b(?:su|sudo (?:-i|-s|su|bash|sh)|unshare|nsenter|ssh|(?:docker|podman|kubectl|nerdctl|ctr)\b.* (?:exec|run)|chroot)\b/;

/** Returns the command if the shell would ask for more input, else an empty string. */
function unfinishedCommand(command: string): string {
  // No real command is this long: its here-document or quotation never ends.
  if (command.length > 20_000) return '';
  const rest = withoutHereDocument(command);
  if (rest === null) return command;
  const bare = rest.replace(/\\[^\n]/g, '').replace(/'[^']*'|"[^"]*"/g, '');
  const isOpen = /(?:\\|\||&&|\b(?:do|then|else)|[{(])\s*$/.test(bare) || /['"]/.test(bare);
  const opened = bare.match(/(?:^|[;|&({\s])(?:for|while|until|if|case)\s/g)?.length ?? 0;
  const closed = bare.match(/(?:^|[;\s])(?:done|fi|esac)\b/g)?.length ?? 0;
  return isOpen || opened > closed ? command : '';
}

const hereDocument = /<<-?\s*(?:'([^']+)'|"([^"]+)"|\\?([\w.-]+))/;

/** The command without its here-documents; null if one of them has not ended yet. */
function withoutHereDocument(command: string): string | null {
  const match = hereDocument.exec(command);
  if (!match) return command;
  const end = match[1] ?? match[2] ?? match[3] ?? '';
  const [opening = '', ...lines] = command.slice(match.index).split('\n');
  const last = lines.findIndex((line) => line.trim() === end);
  if (last < 0) return null;
  const before = command.slice(0, match.index) + opening.slice(match[0].length);
  return withoutHereDocument([before, ...lines.slice(last + 1)].join('\n'));
}

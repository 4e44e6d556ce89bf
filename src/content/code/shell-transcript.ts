// What is what in a transcript of a terminal: prompts, commands with their continuation lines and here-documents, outputs.
// Pure text work; where a recording says which commands were run, nothing is guessed.

export interface Line {
  readonly kind: 'command' | 'output';
  /** `$ `, `> ` or the like; empty for output and for continuation lines that show none. */
  readonly prompt: string;
  readonly text: string;
  /** Whether a command begins here. */
  readonly starts: boolean;
}

/** Tells the lines of a session apart. `commands`: those that were run, in order, or null where that is not known. */
export function transcriptLines(transcript: string, commands: readonly string[] | null): readonly Line[] {
  const lines = transcript.split('\n');
  return commands ? recordedLines(lines, commands) : guessedLines(lines);
}

function recordedLines(lines: readonly string[], commands: readonly string[]): readonly Line[] {
  const expected = commands.map((command) => command.split('\n'));
  const found: Line[] = [];
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
      found.push({ kind: 'command', prompt, text, starts: row === 0 });
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

function output(text: string): Line {
  return { kind: 'output', prompt: '', text, starts: false };
}

/** A shell's prompt: `$`, `%`, `#`, after `user@host:~/dir`, `[user@host dir]`, `(venv)` or nothing. */
const shell = /^(?:\([\w.-]+\) )?(?:[\w.-]+@[\w.-]+(?:[: ][^\s$#%]*)? ?|\[[^\]]*\] ?)?[$#%](?: |$)/;
const python = /^(?:>>>|In \[\d+\]:)(?: |$)/;
const pythonMore = /^(?:\.\.\.| *\.\.\.:)(?: |$)/;
/** `mysql> `, `(gdb) `, `sqlite> `, `postgres=# `, `> `, `PS C:\> `. */
const named = /^(?:\(\w[\w.-]*\)|(?:PS )?[\w.:\\/=-]*[>#])(?: |$)/;

function guessedLines(lines: readonly string[]): readonly Line[] {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (python.test(first)) return pythonLines(lines);
  if (shell.test(first)) return shellLines(lines, first);
  const prompt = named.exec(first)?.[0].trimEnd();
  if (prompt === undefined) return lines.map(output);
  return lines.map((text) => {
    const isPrompt = text === prompt || text.startsWith(`${prompt} `);
    return isPrompt ? commandLine(text, prompt.length + 1) : output(text);
  });
}

function commandLine(line: string, length: number, starts = true): Line {
  return { kind: 'command', prompt: line.slice(0, length), text: line.slice(length), starts };
}

function pythonLines(lines: readonly string[]): readonly Line[] {
  let inCommand = false;
  return lines.map((line) => {
    const prompt = python.exec(line) ?? (inCommand ? pythonMore.exec(line) : null);
    const starts = python.test(line);
    inCommand = prompt !== null;
    return prompt ? commandLine(line, prompt[0].length, starts) : output(line);
  });
}

function shellLines(lines: readonly string[], first: string): readonly Line[] {
  // `# ` may be a comment that a command printed, so it is a prompt only where the session is root's.
  let isRoot = /#(?: |$)/.test(shell.exec(first)?.[0] ?? '');
  let open = '';
  return lines.map((line) => {
    if (open !== '') {
      const prompt = line.startsWith('> ') || line === '>' ? 2 : 0;
      const row = commandLine(line, prompt, false);
      open = stillOpen(`${open}\n${row.text}`);
      return row;
    }
    const prompt = shell.exec(line)?.[0];
    if (prompt === undefined || (/^[#%] ?$/.test(prompt) && !isRoot && !first.startsWith(prompt))) return output(line);
    const row = commandLine(line, prompt.length);
    if (becomesRoot.test(row.text)) isRoot = true;
    open = stillOpen(row.text);
    return row;
  });
}

const becomesRoot =
  /\b(?:su|sudo (?:-i|-s|su|bash|sh)|unshare|nsenter|ssh|(?:docker|podman|kubectl|nerdctl|ctr)\b.* (?:exec|run)|chroot)\b/;

/** The command so far if the shell would ask for more of it, else an empty text. */
function stillOpen(command: string): string {
  // No command is this long: its here-document or quotation mark will never end.
  if (command.length > 20_000) return '';
  const rest = withoutDocument(command);
  if (rest === null) return command;
  const bare = rest.replace(/\\[^\n]/g, '').replace(/'[^']*'|"[^"]*"/g, '');
  const isOpen = /(?:\\|\||&&|\b(?:do|then|else)|[{(])\s*$/.test(bare) || /['"]/.test(bare);
  const opened = bare.match(/(?:^|[;|&({\s])(?:for|while|until|if|case)\s/g)?.length ?? 0;
  const closed = bare.match(/(?:^|[;\s])(?:done|fi|esac)\b/g)?.length ?? 0;
  return isOpen || opened > closed ? command : '';
}

const hereDocument = /<<-?\s*(?:'([^']+)'|"([^"]+)"|\\?([\w.-]+))/;

/** A command without its here-document, or null where the document has not ended yet. */
function withoutDocument(command: string): string | null {
  const match = hereDocument.exec(command);
  if (!match) return command;
  const end = match[1] ?? match[2] ?? match[3] ?? '';
  const [opening = '', ...lines] = command.slice(match.index).split('\n');
  const last = lines.findIndex((line) => line.trim() === end);
  if (last < 0) return null;
  const before = command.slice(0, match.index) + opening.slice(match[0].length);
  return withoutDocument([before, ...lines.slice(last + 1)].join('\n'));
}

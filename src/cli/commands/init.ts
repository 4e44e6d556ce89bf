// `octavo init [DIR]`: writes a new site from the starter. Must never overwrite a file.

import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import pc from 'picocolors';
import type { Values } from '../arguments.ts';
import { firstCommands, type StarterWords, starterFiles, writeStarter } from '../starter.ts';
import { UsageError } from '../usage-error.ts';
import { yamlText } from '../yaml-text.ts';

interface Answers {
  readonly title: string;
  readonly url: string;
  /** Empty for none. */
  readonly author: string;
}

const placeholderUrl = 'https://example.org';

export async function run(values: Values): Promise<number> {
  const [folder = '.', ...rest] = values.operands;
  if (rest.length > 0) throw new UsageError('more than one folder', 'put quotes around a name that has spaces');
  const root = resolve(folder);
  const files = starterFiles();
  const existing = files.map(({ target }) => target).filter((path) => existsSync(join(root, path)));
  if (existing.length > 0) {
    const hint = 'choose another folder: `octavo init` never overwrites a file';
    const named = existing.slice(0, 3).map((path) => `\`${path}\``);
    const more = existing.length > 3 ? ` and ${existing.length - 3} more of the files of a new blog` : '';
    throw new UsageError(`\`${root}\` already has ${named.join(', ')}${more}`, hint);
  }
  const answers = await askFor(values, basename(root));
  writeStarter(root, files, wordsOf(answers));
  if (values.flag('json'))
    console.log(JSON.stringify({ ok: true, root, files: files.map(({ target }) => target) }, null, 2));
  else console.log(report(root, answers, files.length));
  return 0;
}

async function askFor(values: Values, name: string): Promise<Answers> {
  const suggested = name.replace(/[-_]+/g, ' ').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) || 'My blog';
  const isAsking = !values.flag('yes') && process.stdin.isTTY && process.stdout.isTTY;
  const ask = isAsking ? await openQuestions() : null;
  const answer = async (option: string, question: string, preset: string, isValid: (text: string) => boolean) => {
    const given = values.text(option);
    if (given !== null) {
      if (isValid(given)) return given.trim();
      throw new UsageError(
        `\`--${option}\` can't be \`${given}\``,
        option === 'url' ? urlHint : 'write it in one line',
      );
    }
    if (ask === null) return preset;
    for (;;) {
      const text = (await ask.answerTo(question, preset)).trim() || preset;
      if (isValid(text)) return text;
      console.log(pc.yellow(option === 'url' ? urlHint : 'write it in one line'));
    }
  };
  try {
    return {
      title: await answer('title', 'Title of the blog', suggested, isLine),
      url: (await answer('url', 'Its address, once it is published', placeholderUrl, isWebAddress)).replace(/\/+$/, ''),
      author: await answer('author', 'Author (empty for none)', '', (text) => text.trim() === '' || isLine(text)),
    };
  } catch (cause) {
    // Ctrl+C and Ctrl+D.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ABORT_ERR')
      throw new UsageError('interrupted: nothing was created');
    throw cause;
  } finally {
    ask?.close();
  }
}

const urlHint = 'an address starts with `https://`, such as `https://example.org/blog`';

function isLine(text: string): boolean {
  return text.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

async function openQuestions() {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return {
    answerTo: (question: string, preset: string) =>
      terminal.question(`${pc.bold(question)}${preset === '' ? '' : pc.dim(` (${preset})`)}: `),
    close: () => terminal.close(),
  };
}

function wordsOf({ title, url, author }: Answers): StarterWords {
  return {
    title,
    url,
    author: author === '' ? '' : `author: ${yamlText(author)}\n`,
  };
}

function report(root: string, { url }: Answers, count: number): string {
  const note =
    url === placeholderUrl
      ? [pc.dim('Before you publish, set `url` in content/site.yaml to the address of your site.')]
      : [];
  return [
    `${pc.green('created')} a blog in ${root} ${pc.dim(`(${count} files)`)}`,
    '',
    'Next:',
    ...firstCommands(root).map((step) => `  ${pc.bold(step)}`),
    '',
    ...note,
  ]
    .join('\n')
    .trimEnd();
}

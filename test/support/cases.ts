// Reads and writes the cases in `test/content/cases/`: blocks of text with what an author writes and the page that results.

import { readdirSync, readFileSync } from 'node:fs';
import { byCodeUnit } from '../../src/text/order.ts';
import type { PageOptions } from './shown.ts';

export interface Case {
  readonly name: string;
  readonly blocks: readonly { readonly title: string; text: string }[];
}

export interface CaseFile {
  readonly name: string;
  readonly url: URL;
  readonly cases: readonly Case[];
}

const folder = new URL('../content/cases/', import.meta.url);

export function caseFiles(): readonly CaseFile[] {
  return readdirSync(folder)
    .sort(byCodeUnit)
    .map((name) => {
      const url = new URL(name, folder);
      return { name, url, cases: casesIn(readFileSync(url, 'utf8')) };
    });
}

/** The text of a case, and the options to parse it with. */
export function inputOf({ blocks }: Case): { readonly text: string; readonly options: PageOptions } {
  const textOf = (title: string) => blocks.find((block) => block.title === title)?.text;
  const front = textOf('front');
  const files = blocks.filter(({ title }) => title.startsWith('file '));
  const options: PageOptions = {
    front: front === undefined ? '' : `${front}\n`,
    config: JSON.parse(textOf('config') ?? '{}'),
    files: Object.fromEntries(files.map(({ title, text }) => [title.slice(5), `${text}\n`])),
  };
  return { text: textOf('text') ?? '', options };
}

/** The contents of a case file. */
export function printCases(cases: readonly Case[]): string {
  const texts = cases.map(
    ({ name, blocks }) => `=== ${name}\n${blocks.map(({ title, text }) => `--- ${title}\n${text}\n`).join('')}`,
  );
  return texts.join('\n');
}

function casesIn(text: string): Case[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [name = '', ...blocks] = part.split(/^--- /m);
      return { name: name.trim(), blocks: blocks.map(blockFrom) };
    });
}

function blockFrom(text: string): { title: string; text: string } {
  const end = text.indexOf('\n');
  return { title: text.slice(0, end).trim(), text: text.slice(end + 1).replace(/\n+$/, '') };
}

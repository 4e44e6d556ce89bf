// Random edits of a site's folder: saves as editors do them, files and folders deleted, renamed and created again, branches checked out.
// There are few paths, so that edits collide.

import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { png } from '../support/image.ts';
import { postOf } from './dev-site.ts';

export const firstFiles = {
  'content/posts/a.md': postOf('A', 'Text of a.'),
  'content/posts/b.md': postOf('B', 'Text of b, see [a](a.md).'),
  'content/posts/f-x/index.md': postOf('X', '![p](p.png)\n\n```go file=lab/main.go\n```'),
  'content/posts/f-x/p.png': png({ width: 4, height: 4 }),
  'content/posts/f-x/lab/main.go': 'package main\n',
  'content/pages/about.md': '---\ntitle: About\n---\n\nText.\n',
  'public/sub/x.txt': 'x',
} as const;

/** Ways in which programs overwrite a file. */
const editors = ['vim', 'rename', 'in place', 'truncate', 'git'] as const;
type Editor = (typeof editors)[number];

const post = (parts: readonly string[]) =>
  fc
    .record({
      title: fc.constantFrom('One', 'Two', 'Three'),
      words: fc.string({ maxLength: 12, unit: fc.constantFrom('x', 'y', ' ', '\n') }),
      more: rarely(
        'slug: other\n',
        'url: /2019/other.html\n',
        "id: 'tag:example.org,2019:a'\n",
        'tags: [go]\n',
        'tags: [linux, go]\n',
        'draft: true\n',
        'titel: x\n',
      ),
      part: rarely(...parts),
    })
    .map(({ title, words, more, part }) => postOf(title, `Text ${words}\n\n${part}`, more));

/** Most sites must have no errors, because little can be checked in a site with errors. */
function rarely(...words: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...words) });
}

const plain = post(['[l](a.md)', '[l](b.md)']);
const bundled = post(['[l](../a.md)', '![p](p.png)', '```go file=lab/main.go\n```']);
const number = fc.integer({ min: 1, max: 9 });

const folders = ['f-x', 'f-y', 'f-z'].map((name) => `content/posts/${name}`);
const singles = ['a', 'b', 'c', 'd'].map((name) => `content/posts/${name}.md`);
const bundles = folders.map((at) => `${at}/index.md`);

/** A path and plausible content for it. */
const file: fc.Arbitrary<readonly [path: string, content: string | Uint8Array]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(...singles), plain) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...bundles), bundled) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...folders.map((at) => `${at}/p.png`)),
      number.map((seed) => png({ width: 4, height: 4, seed })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(...folders.map((at) => `${at}/lab/main.go`)),
      number.map((n) => `package main // ${n}\n`),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom('content/site.yaml'),
      fc.constantFrom('title: S1\n', 'title: S2\nurl: https://s.example/blog\n', 'titel: S\n'),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('public/x.txt', 'public/sub/x.txt'), number.map(String)) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom('templates/styles/main.css'),
      number.map((n) => `h1 { margin: ${n}px }\n`),
    ),
  },
);

const editor = fc.constantFrom(...editors);
const folder = fc.constantFrom(...folders, 'content/posts', 'content', 'public', 'public/sub', 'templates');
const small = fc.constantFrom(...singles, ...bundles, 'public/sub/x.txt', 'content/posts/f-x/p.png');

const edit = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('save' as const), editor, file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), path: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), path: small, to: small }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      path: fc.constantFrom(...folders),
      to: fc.constantFrom(...folders),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      path: fc.constantFrom(...folders, 'content/posts', 'public', 'public/sub'),
    }),
  },
  // Moved out of the site and back.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), path: folder }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('checkout' as const), branch: number }) },
);

export type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/** Edits, each followed by a pause in milliseconds. */
export type Burst = readonly { readonly edit: Edit; readonly pauseMs: number }[];

const spaced = fc.record({ edit, pauseMs: fc.constantFrom(0, 1, 10, 30, 60, 120) });

export const burst: fc.Arbitrary<Burst> = fc.oneof(
  { weight: 3, arbitrary: fc.array(spaced, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(spaced, { minLength: 2, maxLength: 5 }) },
);

export async function applyBurst(edits: Burst, root: string): Promise<void> {
  for (const { edit, pauseMs } of edits) {
    await apply(edit, root);
    await pause(pauseMs);
  }
}

async function apply(edit: Edit, root: string): Promise<void> {
  if (edit.kind === 'save') return await save(edit.editor, join(root, edit.file[0]), edit.file[1]);
  if (edit.kind === 'checkout') return checkOut(edit.branch, root);
  const path = join(root, edit.path);
  if (!existsSync(path)) return;
  if (edit.kind === 'delete') return rmSync(path, { recursive: true });
  if (edit.kind === 'away') {
    renameSync(path, join(root, 'away'));
    await pause(edit.path.length * 3);
    renameSync(join(root, 'away'), path);
    return;
  }
  const to = join(root, edit.to);
  if (to === path) return;
  makeRoomFor(to);
  if (lstatSync(path).isDirectory()) rmSync(to, { recursive: true, force: true });
  renameSync(path, to);
}

async function save(editor: Editor, path: string, content: string | Uint8Array): Promise<void> {
  makeRoomFor(path);
  const referenced = ['p.png', 'lab/main.go'] as const;
  for (const name of referenced) {
    const target = join(dirname(path), name);
    if (!String(content).includes(name) || existsSync(target)) continue;
    makeRoomFor(target);
    writeFileSync(target, firstFiles[`content/posts/f-x/${name}`]);
  }
  const [folder, name] = [dirname(path), basename(path)];
  if (editor === 'in place') writeFileSync(path, content);
  // git unlinks each file and writes it again.
  if (editor === 'git') rmSync(path, { force: true });
  if (editor === 'git') writeFileSync(path, content);
  // VS Code makes two calls, and the file is empty between them.
  if (editor === 'truncate') {
    if (existsSync(path)) truncateSync(path);
    await pause(3);
    writeFileSync(path, content);
  }
  if (editor === 'rename') {
    writeFileSync(join(folder, `.${name}.tmp`), content);
    renameSync(join(folder, `.${name}.tmp`), path);
  }
  if (editor === 'vim') {
    const [swap, probe, backup] = [join(folder, `.${name}.swp`), join(folder, '4913'), `${path}~`];
    writeFileSync(swap, 'swap');
    writeFileSync(probe, '');
    rmSync(probe);
    if (existsSync(path)) renameSync(path, backup);
    writeFileSync(path, content);
    rmSync(backup, { force: true });
    rmSync(swap);
  }
}

/** Forty posts. Each branch lacks some of them and has its own text in others; some folders exist in one branch only. */
function checkOut(branch: number, root: string): void {
  for (let at = 0; at < 40; at++) {
    const name = at % 4 === 0 ? `branch-${at}/index.md` : `branch-${at}.md`;
    const path = join(root, 'content/posts', name);
    const isThere = (at * branch) % 5 !== 0;
    rmSync(name.includes('/') && !isThere ? dirname(path) : path, { recursive: true, force: true });
    if (!isThere) continue;
    makeRoomFor(path);
    writeFileSync(
      path,
      postOf(`P${at}`, `Text ${at % 3 === 0 ? branch : ''}`, at % 7 === 0 ? `tags: [t${branch}]\n` : ''),
    );
  }
}

function makeRoomFor(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
}

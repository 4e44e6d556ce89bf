// `updated: git` with real repositories: the right date or none. Each test makes its repository; nothing is fetched from elsewhere.

import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openGit } from '../../../src/pipeline/git/run-git.ts';
import { scratchFolder, writeFiles } from '../../support/folder.ts';
import { cleanBuild, openClean, type RigOptions, startProcess } from '../../support/rig.ts';

const settings = 'title: Site\nurl: https://example.org\nupdated: git\n';

function post(text: string, fields = 'date: 2020-01-01'): string {
  return `---\ntitle: A\n${fields}\n---\n\nOpening ${text}.\n\n<!--more-->\n\n${'A line that stays the same.\n\n'.repeat(20)}`;
}

const identity = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', PATH: process.env['PATH'] ?? '' };
const user = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'protocol.file.allow=always'];

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', [...user, ...args], { cwd: folder, env: identity, stdio: 'pipe' }).toString();
}

/** Commits everything as of `date`. The committer's clock is always another one. */
function commit(folder: string, date: string, ...args: string[]): void {
  git(folder, 'add', '-A');
  const env = { ...identity, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: '2021-09-09T09:09:09+00:00' };
  execFileSync('git', [...user, 'commit', '-q', '-m', 'x', ...args], { cwd: folder, env, stdio: 'pipe' });
}

/** A repository with a post, committed on 2 January 2020. */
function repository(files: { readonly [path: string]: string } = {}): string {
  const root = join(scratchFolder(), 'site');
  writeFiles(root, {
    'content/site.yaml': settings,
    'content/posts/a.md': post('one'),
    '.gitignore': 'dist/\n',
    ...files,
  });
  git(root, 'init', '-q', '-b', 'main');
  commit(root, '2020-01-02T10:00:00Z');
  return root;
}

/** Dates of last changes by the names of posts, and codes of diagnostics. */
async function datesIn(root: string, options: RigOptions = {}) {
  const session = openClean(root, options);
  const { diagnostics } = await session.build();
  const { entries } = session.engine.get(session.rules.catalog, '');
  const dates = Object.values(entries).map(({ path, updated }) => [
    path.replace('content/posts/', '').replace('.md', ''),
    updated?.iso ?? null,
  ]);
  return { ...Object.fromEntries(dates), codes: diagnostics.map(({ code }) => code) };
}

describe('the date', () => {
  test('is that of the last commit that changed the file, in the zone of the site', async () => {
    const root = repository({ 'content/site.yaml': `${settings}timezone: Europe/Berlin\n` });
    writeFiles(root, { 'content/posts/a.md': post('two'), 'content/posts/b.md': post('b') });
    commit(root, '2020-06-30T23:30:00-08:00');
    writeFiles(root, { 'content/posts/b.md': post('b2') });
    commit(root, '2020-12-31T23:30:00+14:00');
    expect(await datesIn(root)).toEqual({
      a: '2020-07-01T09:30:00+02:00',
      b: '2020-12-31T10:30:00+01:00',
      codes: [],
    });
  });

  test('is not used where front matter has one, and only where it is asked for without the setting', async () => {
    const root = repository({
      'content/site.yaml': 'title: Site\nurl: https://example.org\n',
      'content/posts/b.md': post('b', 'date: 2020-01-01\nupdated: git'),
      'content/posts/c.md': post('c', 'date: 2020-01-01\nupdated: 2020-03-03'),
    });
    expect(await datesIn(root)).toEqual({ a: null, b: '2020-01-02T10:00:00Z', c: '2020-03-03T00:00:00Z', codes: [] });
    writeFiles(root, { 'content/site.yaml': settings });
    expect(await datesIn(root)).toMatchObject({ a: '2020-01-02T10:00:00Z', c: '2020-03-03T00:00:00Z' });
  });

  test('is none before the post itself and none in the future', async () => {
    const root = repository({ 'content/posts/late.md': post('late', 'date: 2020-01-03') });
    writeFiles(root, { 'content/posts/clock.md': post('clock') });
    commit(root, '2027-01-01T00:00:00Z');
    expect(await datesIn(root)).toMatchObject({ late: null, clock: null, codes: [] });
  });

  test('is none for a file that was never committed or differs from its commit, and comes back with it', async () => {
    const root = repository({ 'content/posts/crlf.md': post('crlf') });
    writeFiles(root, {
      'content/posts/a.md': post('not committed'),
      'content/posts/new.md': post('new'),
      'content/posts/crlf.md': post('crlf').replaceAll('\n', '\r\n'),
    });
    const crlf = '2020-01-02T10:00:00Z';
    expect(await datesIn(root)).toEqual({ a: null, new: null, crlf, codes: [] });
    git(root, 'add', '-A');
    expect(await datesIn(root)).toMatchObject({ a: null, new: null });
    git(root, 'reset', '-q', '--hard');
    expect(await datesIn(root)).toMatchObject({ a: '2020-01-02T10:00:00Z' });
  });

  test('is none for an older text that was put back without a commit', async () => {
    const root = repository();
    writeFiles(root, { 'content/posts/a.md': post('two') });
    commit(root, '2020-02-02T00:00:00Z');
    writeFiles(root, { 'content/posts/a.md': post('one') });
    expect(await datesIn(root)).toMatchObject({ a: null });
  });
});

describe('a file', () => {
  test('that is renamed has not changed; one that is renamed and changed has', async () => {
    const root = repository({ 'content/posts/b.md': post('b'), 'content/posts/same.md': post('b') });
    mkdirSync(join(root, 'content/posts/new'));
    renameSync(join(root, 'content/posts/a.md'), join(root, 'content/posts/new/a.md'));
    renameSync(join(root, 'content/posts/b.md'), join(root, 'content/posts/c.md'));
    appendFileSync(join(root, 'content/posts/c.md'), 'More.\n');
    commit(root, '2020-05-05T00:00:00Z');
    renameSync(join(root, 'content/posts/new/a.md'), join(root, 'content/posts/third.md'));
    commit(root, '2020-06-06T00:00:00Z');
    expect(await datesIn(root)).toEqual({
      third: '2020-01-02T10:00:00Z',
      c: '2020-05-05T00:00:00Z',
      same: '2020-01-02T10:00:00Z',
      codes: [],
    });
  });

  test('that is moved into the content folder has no date until it changes', async () => {
    const root = repository();
    mkdirSync(join(root, 'blog'));
    renameSync(join(root, 'content'), join(root, 'blog/content'));
    commit(root, '2020-05-05T00:00:00Z');
    const site = join(root, 'blog');
    expect(await datesIn(site)).toEqual({ a: null, codes: [] });
    writeFiles(site, { 'content/posts/a.md': post('two') });
    commit(root, '2020-06-06T00:00:00Z');
    expect(await datesIn(site)).toEqual({ a: '2020-06-06T00:00:00Z', codes: [] });
  });

  test('that is copied is new; one whose mode alone changed is not', async () => {
    const root = repository();
    writeFiles(root, { 'content/posts/copy.md': post('one') });
    chmodSync(join(root, 'content/posts/a.md'), 0o755);
    commit(root, '2020-05-05T00:00:00Z');
    expect(git(root, 'show', '--summary')).toContain('mode change');
    expect(await datesIn(root)).toMatchObject({ a: '2020-01-02T10:00:00Z', copy: '2020-05-05T00:00:00Z' });
  });

  test('that is restored has changed then', async () => {
    const root = repository({ 'content/posts/gone.md': post('gone') });
    writeFiles(root, { 'content/posts/a.md': post('two') });
    rmSync(join(root, 'content/posts/gone.md'));
    commit(root, '2020-05-05T00:00:00Z');
    writeFiles(root, { 'content/posts/a.md': post('one'), 'content/posts/gone.md': post('gone') });
    commit(root, '2020-06-06T00:00:00Z');
    expect(await datesIn(root)).toMatchObject({ a: '2020-06-06T00:00:00Z', gone: '2020-06-06T00:00:00Z' });
  });

  test('with any name is found', async () => {
    const names = ['ä ö', '日本', 'a"b', "it's", '100644 blob', 'tab\tname', 'x.markdown'];
    const files = names.map((name, index) => [
      `content/posts/${name}/index.md`,
      post(`${index}`, `date: 2020-01-01\nslug: p${index}`),
    ]);
    const root = repository(Object.fromEntries(files));
    const { codes: _, ...dates } = await datesIn(root);
    expect(new Set(Object.values(dates))).toEqual(new Set(['2020-01-02T10:00:00Z']));
    expect(Object.keys(dates)).toHaveLength(names.length + 1);
  });
});

describe('after a merge', () => {
  function branched(): string {
    const root = repository({ 'content/posts/b.md': post('b'), 'content/posts/c.md': post('c') });
    git(root, 'checkout', '-q', '-b', 'side');
    writeFiles(root, { 'content/posts/a.md': post('side'), 'content/posts/b.md': post('side') });
    commit(root, '2020-03-03T00:00:00Z');
    git(root, 'checkout', '-q', 'main');
    writeFiles(root, { 'content/posts/b.md': post('main'), 'content/posts/c.md': post('main') });
    commit(root, '2020-02-02T00:00:00Z');
    return root;
  }

  test('a file changed with the commit on its branch, or with the merge that made its text', async () => {
    const root = branched();
    git(root, 'merge', '-q', '--no-commit', '-s', 'ours', 'side');
    writeFiles(root, { 'content/posts/a.md': post('side'), 'content/posts/b.md': post('both') });
    commit(root, '2020-07-07T00:00:00Z');
    expect(await datesIn(root)).toEqual({
      a: '2020-03-03T00:00:00Z',
      b: '2020-07-07T00:00:00Z',
      c: '2020-02-02T00:00:00Z',
      codes: [],
    });
  });

  test('a text that the merge took from one side has the date of that side', async () => {
    const root = branched();
    git(root, 'merge', '-q', '--no-commit', '-s', 'ours', 'side');
    writeFiles(root, { 'content/posts/c.md': post('merged') });
    commit(root, '2020-07-07T00:00:00Z');
    expect(await datesIn(root)).toMatchObject({ a: '2020-01-02T10:00:00Z', b: '2020-02-02T00:00:00Z' });
  });
});

describe('a clone', () => {
  test('that is shallow has the dates that it can know, and one warning; a whole clone has all', async () => {
    const root = repository({ 'content/posts/b.md': post('b'), 'content/posts/c.md': post('c') });
    writeFiles(root, { 'content/posts/b.md': post('b2') });
    commit(root, '2020-03-03T00:00:00Z');
    writeFiles(root, { 'content/posts/c.md': post('c2') });
    commit(root, '2020-04-04T00:00:00Z');
    const home = join(root, '..');
    git(home, 'clone', '-q', '--depth', '2', `file://${root}`, 'shallow');
    expect(await datesIn(join(home, 'shallow'))).toEqual({
      a: null,
      b: null,
      c: '2020-04-04T00:00:00Z',
      codes: ['git/shallow'],
    });
    git(home, 'clone', '-q', `file://${root}`, 'whole');
    expect(await datesIn(join(home, 'whole'))).toMatchObject({ b: '2020-03-03T00:00:00Z', codes: [] });
    expect((await cleanBuild(join(home, 'whole'))).outputs).toEqual((await cleanBuild(root)).outputs);
  });

  test('that is no longer shallow is noticed by the next build', async () => {
    const root = repository();
    writeFiles(root, { 'content/posts/b.md': post('b') });
    commit(root, '2020-03-03T00:00:00Z');
    const home = join(root, '..');
    git(home, 'clone', '-q', '--depth', '1', `file://${root}`, 'shallow');
    const shallow = join(home, 'shallow');
    const build = async () => {
      const run = startProcess(shallow, join(home, 'cache'));
      const { diagnostics } = await run.build();
      run.end();
      return diagnostics.map(({ code }) => code);
    };
    expect(await build()).toEqual(['git/shallow']);
    git(shallow, 'fetch', '-q', '--unshallow');
    expect(await build()).toEqual([]);
  });

  test('whose content is a submodule, and a worktree, have the dates of their repository', async () => {
    const root = repository();
    const home = join(root, '..');
    git(root, 'worktree', 'add', '-q', '../tree');
    expect(await datesIn(join(home, 'tree'))).toMatchObject({ a: '2020-01-02T10:00:00Z' });
    git(home, 'init', '-q', 'content-only');
    writeFiles(join(home, 'content-only'), { 'site.yaml': settings, 'posts/a.md': post('sub') });
    commit(join(home, 'content-only'), '2020-08-08T00:00:00Z');
    git(home, 'init', '-q', 'outer');
    git(join(home, 'outer'), 'submodule', '-q', 'add', `file://${join(home, 'content-only')}`, 'content');
    commit(join(home, 'outer'), '2020-09-09T00:00:00Z');
    expect(await datesIn(join(home, 'outer'))).toEqual({ a: '2020-08-08T00:00:00Z', codes: [] });
  });
});

describe('without an answer of git there is no date, and one warning says why', () => {
  const warned = { a: null, codes: ['git/no-history'] };

  test('no git, no repository, no commit', async () => {
    const root = repository({ 'content/posts/b.md': post('b') });
    const bare = openGit(root, { PATH: scratchFolder() });
    expect(await datesIn(root, { git: bare })).toMatchObject(warned);
    rmSync(join(root, '.git'), { recursive: true });
    expect(await datesIn(root)).toMatchObject(warned);
    git(root, 'init', '-q');
    expect(await datesIn(root)).toMatchObject(warned);
  });

  test.skipIf(process.getuid?.() !== 0)('a repository of another user', async () => {
    const root = repository();
    const own = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true }))
        if (entry.isDirectory()) own(join(folder, entry.name));
      chownSync(folder, 12345, 12345);
    };
    own(root);
    const home = scratchFolder();
    const untrusted = openGit(root, { PATH: process.env['PATH'], HOME: home });
    expect(untrusted.state()).toEqual({ problem: 'not-trusted' });
    expect(await datesIn(root, { git: untrusted })).toMatchObject(warned);
    writeFiles(home, { '.gitconfig': `[safe]\n  directory = ${root}\n` });
    const trusted = openGit(root, { PATH: process.env['PATH'], HOME: home });
    expect(await datesIn(root, { git: trusted })).toMatchObject({ a: '2020-01-02T10:00:00Z' });
  });

  test('git that fails is asked again by the next process, though the commit is the same', async () => {
    const root = repository();
    const real = openGit(root, process.env);
    const failing = { ...real, history: () => ({ files: {}, isCut: false, problem: 'failed' as const }) };
    const cache = join(root, '..', 'cache');
    const build = async (options: RigOptions) => {
      const run = startProcess(root, cache, options);
      const { diagnostics } = await run.build();
      run.end();
      return diagnostics.map(({ code }) => code);
    };
    expect(await build({ git: failing })).toEqual(['git/no-history']);
    expect(await build({})).toEqual([]);
  });
});

describe('nothing that a repository, its content or the environment names is run', () => {
  /** A program that leaves a mark. */
  function marking(root: string): { readonly program: string; readonly mark: string } {
    const folder = scratchFolder();
    const [program, mark] = [join(folder, 'run.sh'), join(folder, 'mark')];
    writeFiles(folder, { 'run.sh': `#!/bin/sh\necho "$0 $*" >> ${mark}\nexit 1\n` });
    chmodSync(program, 0o755);
    expect(existsSync(root)).toBe(true);
    return { program, mark };
  }

  test('settings of the repository', async () => {
    const root = repository({ '.gitattributes': '*.md diff=mark filter=mark\n' });
    const { program, mark } = marking(root);
    const { PATH } = identity;
    // A signature to be checked.
    const text = git(root, 'cat-file', 'commit', 'HEAD').replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n',
    );
    const id = execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], {
      cwd: root,
      input: text,
      env: { PATH },
    });
    git(root, 'update-ref', 'HEAD', id.toString().trim());
    const hooks = scratchFolder();
    for (const name of [
      'post-index-change',
      'post-checkout',
      'reference-transaction',
      'fsmonitor-watchman',
      'pre-auto-gc',
    ])
      execFileSync('cp', [program, join(hooks, name)]);
    for (const [name, value] of Object.entries({
      'core.fsmonitor': program,
      'core.hooksPath': hooks,
      'core.pager': program,
      'pager.log': program,
      'core.sshCommand': program,
      'core.editor': program,
      'core.gitProxy': program,
      'core.alternateRefsCommand': program,
      'gpg.program': program,
      'log.showSignature': 'true',
      'diff.external': program,
      'diff.mark.textconv': program,
      'diff.mark.command': program,
      'filter.mark.clean': program,
      'filter.mark.process': program,
      'filter.mark.required': 'true',
      'alias.log': `!${program}`,
      'alias.ls-tree': `!${program}`,
      'color.ui': 'always',
      'log.showRoot': 'false',
      'log.follow': 'true',
      'log.diffMerges': 'off',
      'log.date': 'relative',
      'diff.renames': 'copies',
      'diff.relative': 'true',
      'format.pretty': '%G?',
      'diff.orderFile': join(root, 'no-such-file'),
    }))
      git(root, 'config', name, value);
    expect(await datesIn(root)).toEqual({ a: '2020-01-02T10:00:00Z', codes: [] });
    expect(existsSync(mark)).toBe(false);
  });

  test('a clone that would fetch what it lacks', async () => {
    const root = repository();
    writeFiles(root, { 'content/posts/b.md': post('b') });
    commit(root, '2020-03-03T00:00:00Z');
    git(root, 'config', 'uploadpack.allowFilter', 'true');
    const home = join(root, '..');
    git(home, 'clone', '-q', '--filter=tree:0', `file://${root}`, 'partial');
    const partial = join(home, 'partial');
    const { program, mark } = marking(root);
    git(partial, 'config', 'remote.origin.url', 'ssh://example.invalid/x');
    git(partial, 'config', 'core.sshCommand', program);
    git(partial, 'config', 'remote.origin.uploadpack', program);
    expect(await datesIn(partial)).toMatchObject({ a: null, codes: ['git/no-history'] });
    expect(existsSync(mark)).toBe(false);
  });

  test('content that looks like a repository, or is named like git', async () => {
    const root = repository();
    const { program, mark } = marking(root);
    git(root, 'init', '-q', '--bare', 'bare');
    for (const name of ['HEAD', 'config', 'objects', 'refs'])
      execFileSync('cp', ['-r', join(root, 'bare', name), join(root, 'content', name)]);
    appendFileSync(join(root, 'content/config'), `[core]\n  fsmonitor = ${program}\n  worktree = ${root}\n`);
    execFileSync('cp', [program, join(root, 'content/git')]);
    execFileSync('cp', [program, join(root, 'git')]);
    const careless = openGit(root, { ...process.env, PATH: ['.', '', process.env['PATH']].join(delimiter) });
    await datesIn(root, { git: careless });
    expect(existsSync(mark)).toBe(false);
  });

  test('variables that lead git elsewhere', async () => {
    const root = repository();
    const { program, mark } = marking(root);
    const other = repository();
    const lost = openGit(root, {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_CEILING_DIRECTORIES: root,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: program,
      GIT_EXTERNAL_DIFF: program,
      GIT_SSH_COMMAND: program,
      GIT_TRACE: mark,
      GIT_EXEC_PATH: scratchFolder(),
      GIT_LITERAL_PATHSPECS: '1',
      GIT_SHALLOW_FILE: program,
    });
    expect(await datesIn(root, { git: lost })).toEqual({ a: '2020-01-02T10:00:00Z', codes: [] });
    expect(existsSync(mark)).toBe(false);
  });
});

describe('builds', () => {
  test('with the cache are the same as without after each step of a repository', async () => {
    const root = repository({
      'content/posts/b.md': post('b'),
      'content/pages/about.md': '---\ntitle: About\n---\n\nText.\n',
    });
    const steps: readonly (readonly [string, () => void])[] = [
      ['nothing', () => {}],
      ['a change', () => writeFiles(root, { 'content/posts/a.md': post('two') })],
      ['its commit', () => commit(root, '2020-02-02T00:00:00Z')],
      [
        'another date of the commit',
        () => commit(root, '2020-02-05T00:00:00Z', '--amend', '--date', '2020-02-05T00:00:00Z'),
      ],
      ['an empty commit', () => commit(root, '2020-03-03T00:00:00Z', '--allow-empty')],
      ['a rename', () => renameSync(join(root, 'content/posts/b.md'), join(root, 'content/posts/c.md'))],
      ['its commit', () => commit(root, '2020-04-04T00:00:00Z')],
      ['an older commit', () => void git(root, 'checkout', '-q', 'HEAD~2')],
      ['the branch', () => void git(root, 'checkout', '-q', 'main')],
      ['no setting', () => writeFiles(root, { 'content/site.yaml': settings.replace('updated: git\n', '') })],
      ['the setting', () => writeFiles(root, { 'content/site.yaml': settings })],
      ['no repository', () => renameSync(join(root, '.git'), join(root, '.git-away'))],
      ['the repository', () => renameSync(join(root, '.git-away'), join(root, '.git'))],
    ];
    const seen = new Set<string>();
    for (const [name, step] of steps) {
      step();
      const warm = startProcess(root, join(root, '..', 'cache'));
      const { diagnostics, manifest } = await warm.build();
      warm.end();
      const clean = await cleanBuild(root);
      expect([name, diagnostics]).toEqual([name, clean.diagnostics]);
      expect([name, manifest]).toEqual([name, clean.manifest]);
      seen.add(JSON.stringify(manifest));
    }
    expect(seen.size).toBeGreaterThan(6);
  });

  test('ask git only where the setting is used, for the log only after a commit, and not when a file is saved', async () => {
    const root = repository({ 'content/posts/b.md': post('b') });
    const real = openGit(root, process.env);
    const watched = { ...real, state: vi.fn(real.state), history: vi.fn(real.history), refresh: vi.fn(real.refresh) };
    const session = openClean(root, { git: watched, isRepeated: true });
    await session.build();
    expect(watched.history).toHaveBeenCalledTimes(1);
    const asked = watched.state.mock.calls.length;
    writeFiles(root, { 'content/posts/a.md': post('saved') });
    await session.build({ paths: ['content/posts/a.md'], isListingChanged: false });
    expect(watched.state).toHaveBeenCalledTimes(asked);
    expect(watched.refresh).toHaveBeenCalledTimes(1);
    // Everything is read again when nothing has happened for a while.
    commit(root, '2020-02-02T00:00:00Z');
    await session.build();
    expect(watched.history).toHaveBeenCalledTimes(2);
    writeFiles(root, { 'content/site.yaml': 'title: Site\nurl: https://example.org\n' });
    const quiet = { ...real, state: vi.fn(real.state), history: vi.fn(real.history), refresh: vi.fn(real.refresh) };
    await openClean(root, { git: quiet }).build();
    expect(quiet.state).not.toHaveBeenCalled();
    expect(quiet.history).not.toHaveBeenCalled();
  });
});

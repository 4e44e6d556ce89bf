import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeLab, type Lab } from '../../src/content/lab/lab.ts';
import { runLab, type StepOutcome } from '../../src/labs/run.ts';
import { canIsolate } from '../../src/labs/sandbox.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';

const isolated = canIsolate();
/** Names of all sandboxes of this file: other labs may run on the machine at the same time. */
const opened: string[] = [];

function labFrom(yaml: string): Lab {
  const { value, diagnostics } = decodeLab({ path: 'content/posts/x/lab/lab.yaml', text: yaml });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
}

async function outcomes(
  yaml: string,
  files: { readonly [path: string]: string } = {},
  canIsolate = isolated,
): Promise<string[]> {
  return (await ran(yaml, files, canIsolate)).map(shown);
}

async function ran(
  yaml: string,
  files: { readonly [path: string]: string } = {},
  canIsolate = isolated,
): Promise<StepOutcome[]> {
  const folder = scratchFolder();
  writeFiles(folder, files);
  const found = await runLab(labFrom(yaml), {
    folder,
    canIsolate,
    onStep: () => {},
    onOpen: ({ scratch }) => opened.push(basename(scratch)),
  });
  expect(Object.keys(files).toSorted()).toEqual(readdirSync(folder).toSorted());
  return found;
}

function shown(outcome: StepOutcome): string {
  if (outcome.kind === 'skipped') return `${outcome.step.name} skipped: ${outcome.reason}`;
  if (outcome.kind === 'failed') return `${outcome.step.name} failed: ${outcome.reason}`;
  return outcome.transcript;
}

describe('transcripts', () => {
  test('each command is followed by its output, including errors', async () => {
    const lab =
      'steps:\n  - name: a\n    run:\n      - x=5; echo one\n      - "echo $x >&2; printf two"\n      - "true"\n';
    expect(await outcomes(lab)).toEqual(['$ x=5; echo one\none\n$ echo $x >&2; printf two\n5\ntwo\n$ true\n']);
  });

  test('continuation lines carry the second prompt', async () => {
    const lab = 'steps:\n  - name: a\n    run: |\n      cat <<EOF\n      text\n      EOF\n';
    expect(await outcomes(lab)).toEqual(['$ cat <<EOF\n> text\n> EOF\ntext\n']);
  });

  test('what varies is replaced, by rules and by patterns', async () => {
    const lab =
      'steps:\n  - name: a\n    run: "echo took 12 ms in process 4711; echo id 99"\n    normalize: [duration, pid, {match: "^id (\\\\d)\\\\d$", with: "id $1N"}]\n';
    expect(await outcomes(lab)).toEqual([
      '$ echo took 12 ms in process 4711; echo id 99\ntook DURATION in process PID\nid 9N\n',
    ]);
  });

  test('steps share one scratch copy, never the sources', async () => {
    const lab = 'steps:\n  - {name: a, run: "cat f; echo new > f"}\n  - {name: b, run: cat f}\n';
    expect(await outcomes(lab, { f: 'old\n' })).toEqual(['$ cat f; echo new > f\nold\n', '$ cat f\nnew\n']);
  });

  test('colors and rewritten lines are shown as in a terminal', async () => {
    expect(
      await outcomes('steps:\n  - name: a\n    run: "printf \'10%%\\\\r\\\\033[1m20%%\\\\033[0m\\\\n\'"\n'),
    ).toEqual(["$ printf '10%%\\r\\033[1m20%%\\033[0m\\n'\n20%\n"]);
  });
});

test('the British spelling of `normalize` is an error that names the key', () => {
  const text = 'steps:\n  - {name: a, run: x, normalise: [pid]}\n';
  const { value, diagnostics } = decodeLab({ path: 'content/posts/x/lab/lab.yaml', text });
  expect(value).toBeNull();
  expect(diagnostics).toMatchObject([{ code: 'lab/unknown-key', hint: 'did you mean `normalize`?' }]);
});

describe('background steps', () => {
  test('are waited for, run next to the following steps, and end where `stops` says', async () => {
    const lab = `steps:
  - name: server
    background: true
    run: "mkfifo f; exec 3<>f; trap 'echo bye; exit' TERM; touch up; echo listens; read -t 30 -u 3"
    ready: {output: listens}
  - {name: client, run: ls up, stops: [server]}
  - {name: after, run: echo after}
`;
    expect(await outcomes(lab)).toEqual([
      expect.stringMatching(/\nlistens\nbye\n$/),
      '$ ls up\nup\n',
      '$ echo after\nafter\n',
    ]);
  });

  test('end only when every process they started has ended', async () => {
    const lab = `steps:
  - name: server
    background: true
    run: "bash -c 'trap \\"sleep 0.5; touch gone; exit\\" TERM; mkfifo f; exec 3<>f; echo listens; read -u 3'; echo never"
    ready: {output: listens}
  - {name: client, run: echo hi, stops: [server]}
  - {name: after, run: ls gone}
`;
    expect((await outcomes(lab)).at(-1)).toBe('$ ls gone\ngone\n');
  });

  test('are ended when `done` is met', async () => {
    const lab = `steps:
  - name: server
    background: true
    run: "echo listens; until test -e asked; do sleep 0.02; done; sleep 0.5; echo served; sleep 60"
    ready: {output: listens}
    done: {output: served}
  - {name: client, run: touch asked, stops: [server]}
`;
    expect((await outcomes(lab))[0]).toMatch(/\nlistens\nserved\n$/);
  });

  test('that end on their own succeed only if `done` is met', async () => {
    const lab = (text: string): string =>
      `steps:\n  - {name: server, background: true, run: "sleep 0.3; echo served", done: {output: ${text}}}\n  - {name: client, run: "true", stops: [server]}\n`;
    expect((await outcomes(lab('served')))[0]).toMatch(/\nserved\n$/);
    expect((await outcomes(lab('more')))[0]).toBe('server failed: ended before it was done');
  });

  test('that never become ready fail, and later steps are skipped', async () => {
    const lab =
      'steps:\n  - {name: server, background: true, run: sleep 60, ready: {port: 1, within: 200ms}}\n  - {name: client, run: echo hi}\n';
    expect(await outcomes(lab)).toEqual([
      'server failed: not ready within 0.2 s',
      'client skipped: step `server` failed',
    ]);
  });
});

describe('failures', () => {
  test('an unexpected exit code', async () => {
    expect(await outcomes('steps:\n  - {name: a, run: exit 3, exit: 2}\n')).toEqual([
      'a failed: exit code 3 where 2 was expected',
    ]);
    expect(await outcomes('steps:\n  - {name: a, run: exit 3, exit: 3}\n')).toEqual(['$ exit 3\n']);
  });

  test('too slow', async () => {
    expect(await outcomes('steps:\n  - {name: a, run: sleep 60, timeout: 200ms}\n')).toEqual([
      'a failed: still running after 0.2 s',
    ]);
  });

  test('endless output', async () => {
    expect(await outcomes('steps:\n  - {name: a, run: "yes", timeout: 100s}\n')).toEqual([
      'a failed: more than 1024 KiB of output',
    ]);
  });

  test('too much output is shown from its start and its end', async () => {
    for (const rest of ['', '; sleep 60']) {
      const [outcome] = await ran(`steps:\n  - {name: a, run: "seq 1 300000${rest}", timeout: 100s}\n`);
      if (outcome?.kind !== 'failed') throw new Error('the step did not fail');
      const { reason, transcript } = outcome;
      expect(reason).toBe('more than 1024 KiB of output');
      expect(transcript.slice(0, 30 + rest.length)).toMatch(/^\$ seq 1 300000(?:; sleep 60)?\n1\n2\n3\n/);
      expect(transcript).toMatch(/\n\d+\n… \d+ KiB …\n\d+\n/);
      // It is ended once it has written more than 1 MiB, up to line 179955 or any later one.
      expect(Number(transcript.trimEnd().split('\n').at(-2))).toBeGreaterThan(179_900);
      expect(transcript.length).toBeLessThan(1_100_000);
    }
  });

  test('missing tools are named, and later steps skipped', async () => {
    const lab = 'steps:\n  - {name: a, run: x, needs: [no-such-tool, bash>=99.1]}\n  - {name: b, run: echo}\n';
    expect(await outcomes(lab)).toEqual([
      'a skipped: needs `no-such-tool`, `bash` 99.1 or newer',
      'b skipped: step `a` was skipped',
    ]);
  });

  test('without root or namespaces, steps that need them are skipped', async () => {
    expect(await outcomes('needs: [root]\nsteps:\n  - {name: a, run: id}\n', {}, false)).toEqual([
      'a skipped: needs root and Linux namespaces',
    ]);
  });
});

/** Everything a lab could leave behind on the machine. */
function machine() {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const marked = processes.filter((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      return opened.some((name) => environment.includes(`OCTAVO_LAB=${name}`));
    } catch {
      return false;
    }
  });
  const groups = readdirSync('/sys/fs/cgroup', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return {
    marked,
    mounts: readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .filter((line) => opened.some((name) => line.includes(name))),
    scratch: readdirSync(tmpdir()).filter((name) => opened.includes(name)),
    groups: groups
      .flatMap(({ name }) => readdirSync(join('/sys/fs/cgroup', name)))
      .filter((name) => opened.includes(name)),
    links: isolated
      ? execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' })
          .split('\n')
          .filter((line) => line.includes('octavotest'))
      : [],
  };
}

const clean = { marked: [], mounts: [], scratch: [], groups: [], links: [] };

describe('nothing is left behind', () => {
  test('by processes that leave their group', async () => {
    await outcomes(
      'steps:\n  - {name: a, run: "setsid sleep 300 & (setsid bash -c \'sleep 300 & disown; sleep 300\' &) ; echo started"}\n',
    );
    expect(machine()).toEqual(clean);
  });

  test('by a lab that hangs with children', async () => {
    await outcomes('steps:\n  - {name: a, run: "(while :; do sleep 1; done) & wait", timeout: 200ms}\n', {}, false);
    expect(machine()).toEqual(clean);
  });

  test.skipIf(!isolated)('by namespaces, mounts and links', async () => {
    const lab = `needs: [root, ip]
steps:
  - name: a
    run:
      - ip netns add octavotest
      - ip link add octavotest0 type veth peer name octavotest1
      - mkdir m && mount -t tmpfs tmpfs m
      - "ip netns exec octavotest sleep 300 &"
      - "false"
`;
    expect(await outcomes(lab)).toEqual(['a failed: exit code 1 where 0 was expected']);
    expect(machine()).toEqual(clean);
  });

  test.skipIf(!isolated)('and nothing outside can be reached', async () => {
    const lab = 'needs: [root, ip]\nsteps:\n  - {name: a, run: "ip -br link | cut -d\' \' -f1; ip route | wc -l"}\n';
    expect(await outcomes(lab)).toEqual(["# ip -br link | cut -d' ' -f1; ip route | wc -l\nlo\n0\n"]);
  });
});

describe('tables', () => {
  test('a step’s tables are returned as they are, a missing one is a failure', async () => {
    const lab = (name: string) =>
      `steps:\n  - {name: a, run: "printf 'ms\\n1.5\\n' > t.csv", writes: ${name}, normalize: [{match: "1", with: N}]}\n`;
    const [ran0] = await ran(lab('t.csv'));
    expect(ran0?.kind === 'ran' ? [...ran0.tables] : ran0).toEqual([['t.csv', 'ms\n1.5\n']]);
    expect(await outcomes(lab('u.csv'))).toEqual(['a failed: it did not write `u.csv`']);
  });
});

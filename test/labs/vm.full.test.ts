// The virtual machine of labs: what it has that a sandbox lacks, what it shares with the lab, and what it says when it is missing.

import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { describe, expect, test } from 'vitest';
import { decodeLab } from '../../src/content/lab/lab.ts';
import { runLab } from '../../src/labs/run.ts';
import { canIsolate } from '../../src/labs/sandbox.ts';
import { unmetNeed } from '../../src/labs/unmet-needs.ts';
import { vmVersion } from '../../src/labs/vm.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';

const vm = { name: 'vm', minVersion: null };
const hasVm = unmetNeed(vm, canIsolate()) === null;

/** Runs steps, each a list of commands, and returns what each printed, without the commands. */
async function outputs(steps: readonly (readonly string[])[], files = {}, exit = 0): Promise<string[]> {
  const text = JSON.stringify({
    needs: ['vm'],
    steps: steps.map((run, index) => ({ name: `s${index}`, run, exit: index === steps.length - 1 ? exit : 0 })),
  });
  const { value: lab } = decodeLab({ path: 'content/posts/x/lab/lab.yaml', text });
  if (!lab) throw new Error(text);
  const folder = scratchFolder();
  writeFiles(folder, files);
  const found = await runLab(lab, { folder, canIsolate: canIsolate(), onStep: () => {}, onOpen: () => {} });
  return found.map((outcome) => {
    if (outcome.kind === 'skipped') return outcome.reason;
    const lines = outcome.transcript.split('\n').filter((line) => !/^[$#>] /.test(line));
    return outcome.kind === 'failed' ? `${outcome.reason}\n${lines.join('\n')}` : lines.join('\n');
  });
}

describe.skipIf(!hasVm)('the virtual machine', () => {
  test('has a kernel of its own, with what a sandbox may lack', async () => {
    const [, kernel, features] = await outputs([
      ['vm boot'],
      ['vm run uname -r'],
      [
        'vm run modprobe -a sch_netem ip_vs; vm run tc qdisc add dev lo root netem delay 1ms; vm run tc qdisc show dev lo | cut -d" " -f2',
        'vm run grep -ow memory /sys/fs/cgroup/cgroup.controllers',
        'vm run "ls /sys/kernel/btf/vmlinux; test -e /sys/kernel/tracing/kprobe_events && echo kprobes"',
      ],
    ]);
    expect(kernel).toMatch(/-cloud-amd64\n$/);
    expect(kernel).not.toContain(release());
    expect(features).toBe('netem\nmemory\n/sys/kernel/btf/vmlinux\nkprobes\n');
  });

  test('shares the folder, the environment and exit codes of the lab, and nothing that it writes elsewhere', async () => {
    const found = await outputs(
      [
        ['vm boot', 'vm run cat file', 'echo new > file; vm run cat file', 'vm run "echo newer > file"; cat file'],
        ['export WORD="two words"; mkdir sub && cd sub && vm run \'echo "$WORD"; pwd; readlink -f ..\''],
        ['vm run "echo lost > /usr/share/lost; cat /usr/share/lost"; ls /usr/share/lost 2>&1 | grep -o "No such.*"'],
        ['vm run "sleep 1000 > /dev/null & echo started"; vm run pgrep -c sleep'],
        ['vm run "cat; echo out; echo err >&2; exit 3"'],
      ],
      { file: 'old\n' },
      3,
    );
    expect(found).toEqual([
      'old\nnew\nnewer\n',
      'two words\n/tmp/lab/sub\n/tmp/lab\n',
      'lost\nNo such file or directory\n',
      'started\n1\n',
      'out\nerr\n',
    ]);
  });

  test('a command that was ended does not confuse the next one', async () => {
    const [found] = await outputs([['vm boot; timeout 1 vm run "sleep 3; echo late"; vm run echo next']]);
    expect(found).toBe('next\n');
  });

  test('a machine that stops is reported with its last words', async () => {
    const [found] = await outputs([['vm boot; vm run "echo c > /proc/sysrq-trigger" 2>&1']], {}, 1);
    expect(found).toMatch(/Kernel panic[^]*vm: the machine has stopped/);
  });
});

describe('without it', () => {
  test('a step is skipped, and what is missing is named', () => {
    expect(unmetNeed(vm, false)).toMatch(
      /^the virtual machine, for which this machine lacks .*root and Linux namespaces$/,
    );
    if (vmVersion() === null) expect(unmetNeed(vm, true)).toContain('`octavo labs --install-vm`');
  });

  test('steps that use it have more time', () => {
    const text =
      'steps:\n  - {name: a, run: x, needs: [vm]}\n  - {name: b, run: x}\n  - {name: c, run: x, needs: [vm], timeout: 7s}\n';
    const { value } = decodeLab({ path: 'content/posts/x/lab/lab.yaml', text });
    expect(value?.steps.map(({ timeoutMs }) => timeoutMs)).toEqual([300_000, 120_000, 7000]);
  });

  test('its kernel is never installed on this machine', () => {
    const script = readFileSync(new URL('../../src/labs/vm.sh', import.meta.url), 'utf8');
    expect(script).not.toMatch(/apt-get install|dpkg (?:-i|--install)/);
  });
});

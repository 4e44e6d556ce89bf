// The format of a lab's recordings, and whether they are current: recorded with the same commands and files that the lab has now. Works on
// texts and digests that callers pass, and never reads files.

import * as z from 'zod';
import { type Diagnostic, error } from '../../model/diagnostic.ts';
import { matchesGlob } from '../../text/glob.ts';
import { byCodeUnit } from '../../text/order.ts';
import type { Lab, Step } from './lab.ts';
import { recordedTable, recordingFile } from './lab-paths.ts';

const environmentSchema = z.object({
  recorded: z.string(),
  kernel: z.string(),
  tools: z.record(z.string(), z.string()),
  steps: z.record(
    z.string(),
    z.object({
      commands: z.array(z.string()).readonly(),
      files: z.record(z.string(), z.string()),
      writes: z.record(z.string(), z.string()).exactOptional(),
    }),
  ),
});

/** The environment that a lab was recorded in. */
export interface Environment {
  /** Time of the recording: RFC 3339, UTC. */
  readonly recorded: string;
  /** `Linux 6.1.0` */
  readonly kernel: string;
  /** Version of each program that a step needs. */
  readonly tools: { readonly [name: string]: string };
  readonly steps: { readonly [name: string]: RecordedStep };
}

export interface RecordedStep {
  readonly commands: readonly string[];
  /** Digests by path, relative to the lab. */
  readonly files: { readonly [path: string]: string };
  /** Digests of the tables that the step wrote, by name; missing if it wrote none. */
  readonly writes?: { readonly [name: string]: string };
}

/** Parses `environment.json`; null if the text is not valid. */
export function parseEnvironment(text: string): Environment | null {
  try {
    const parsed = environmentSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The files in a lab's folder, with paths relative to it. */
export interface LabFiles {
  readonly paths: readonly string[];
  readonly digestOf: (path: string) => string;
}

/** Errors for steps that have no recording, or whose commands or files have changed since. */
export function checkRecordings(lab: Lab, environment: Environment | null, files: LabFiles): Diagnostic[] {
  const slug = lab.folder.split('/').at(-2) ?? lab.folder;
  const hint = `run \`octavo labs --record ${slug}\``;
  return lab.steps.flatMap((step) => {
    const recorded = environment?.steps[step.name];
    if (!recorded || !files.paths.includes(recordingFile(step.name))) {
      return [error('lab/not-recorded', `step \`${step.name}\` has no recording`, step.at, { hint })];
    }
    if (recorded.commands.join('\n') !== step.commands.join('\n')) {
      return [
        error('lab/stale-command', `step \`${step.name}\` was recorded with a different command`, step.at, { hint }),
      ];
    }
    const unlike = step.writes.find((name) => !isAsRecorded(name, recorded, files));
    if (unlike !== undefined) {
      const message = `\`${recordedTable(unlike)}\` is not what step \`${step.name}\` wrote`;
      return [error('lab/changed-table', message, step.at, { hint })];
    }
    const changed = changedFiles(step, recorded, files);
    if (changed.length === 0) return [];
    const names = changed.map((path) => `\`${path}\``).join(', ');
    return [error('lab/stale-file', `step \`${step.name}\` was recorded before ${names} changed`, step.at, { hint })];
  });
}

function isAsRecorded(name: string, { writes }: RecordedStep, { paths, digestOf }: LabFiles): boolean {
  const path = recordedTable(name);
  return paths.includes(path) && writes?.[name] === digestOf(path);
}

function changedFiles(step: Step, recorded: RecordedStep, files: LabFiles): string[] {
  const patterns = step.files;
  const current = files.paths.filter(
    (path) => isSourceFile(path) && (patterns === null || patterns.some((pattern) => matchesGlob(path, pattern))),
  );
  const all = new Set([...current, ...Object.keys(recorded.files)]);
  return [...all]
    .filter((path) => !current.includes(path) || recorded.files[path] !== files.digestOf(path))
    .toSorted(byCodeUnit);
}

function isSourceFile(path: string): boolean {
  return path !== 'lab.yaml' && !path.startsWith('recordings/');
}

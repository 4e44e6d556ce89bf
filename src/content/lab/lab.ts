// `lab.yaml` → `Lab`: the steps that run the listings of a post. Decodes and validates the file, and never runs anything.

import * as z from 'zod';
import { type Built, error, type Span } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';
import { folderOf } from '../../text/paths.ts';
import { count, flag, line, listOf, prose } from '../settings/fields.ts';
import { decodeYaml } from '../settings/yaml-record.ts';

/** A requirement of a step: a program, possibly of a minimum version, `root`, or `vm` for a virtual machine. */
export interface Need {
  readonly name: string;
  /** `1.19`, or null for any. */
  readonly minVersion: string | null;
}

/** Replaces output that may vary from run to run: a built-in rule by name, or a regular expression. */
export type Normalization = { readonly name: string } | { readonly match: string; readonly with: string };

/** A condition to wait for before the next step begins or a background step is ended. */
export type Readiness =
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'output'; readonly match: string }
  | { readonly kind: 'run'; readonly command: string };

export interface Step {
  readonly name: string;
  /** Commands that run in one shell; each is shown with its output. */
  readonly commands: readonly string[];
  readonly needs: readonly Need[];
  /** Glob patterns of the files that the step depends on, relative to the lab; null means all. */
  readonly files: readonly string[] | null;
  readonly timeoutMs: number;
  /** Expected exit code of the last command. */
  readonly exit: number;
  readonly normalizations: readonly Normalization[];
  readonly background: boolean;
  readonly ready: Readiness | null;
  readonly readyWithinMs: number;
  /** Condition that a background step must meet before it is ended. */
  readonly done: Readiness | null;
  readonly doneWithinMs: number;
  /** Names of background steps to end after this one. */
  readonly stops: readonly string[];
  /** Names of the tables that the step writes into the lab's folder, which are recorded with its output. */
  readonly writes: readonly string[];
  readonly at: Span;
}

export interface Lab {
  /** Folder of the lab, relative to the root: `content/posts/x/lab`. */
  readonly folder: string;
  readonly steps: readonly Step[];
  /** Commands that always run at the end, even after a failure. */
  readonly cleanup: string | null;
}

const duration = (description: string) =>
  z
    .string({ error: 'must be a duration such as `20s`' })
    .regex(/^\d{1,4}(?:ms|s|m)$/, { error: 'must be a duration\nwrite it like `20s`, `500ms` or `2m`' })
    .transform((text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : text.endsWith('m') ? 60_000 : 1000))
    .meta({ description, editor: { type: 'string', pattern: '^\\d{1,4}(ms|s|m)$' } });

const pattern = z
  .string({ error: 'must be a regular expression' })
  .refine(isRegularExpression, { error: 'must be a valid regular expression' });

/** Names of the built-in rules; `labs/` implements them. */
export const builtInRules = ['pid', 'port', 'time', 'date', 'duration', 'address', 'mac', 'tmpdir', 'inode'] as const;

const normalization = z
  .preprocess(
    (value) => (typeof value === 'string' ? { name: value } : value),
    z.strictObject(
      { name: line('A built-in rule').optional(), match: pattern.optional(), with: z.string().optional() },
      { error: 'must be the name of a rule, or `match` and `with`' },
    ),
  )
  .meta({
    editor: {
      anyOf: [
        { enum: [...builtInRules] },
        {
          type: 'object',
          properties: { name: { enum: [...builtInRules] }, match: { type: 'string' }, with: { type: 'string' } },
          additionalProperties: false,
        },
      ],
    },
  });

const condition = z.strictObject(
  {
    port: count('A port that accepts connections', 1, 65_535).optional(),
    output: pattern.optional(),
    run: prose('A command that succeeds').optional(),
    within: duration('Maximum time to wait').optional(),
  },
  { error: 'must have `port`, `output` or `run`' },
);

const table = z
  .string({ error: 'must be the name of a file' })
  .regex(/^\w[\w.-]*\.csv$/, { error: 'must be the name of a CSV file in the lab\nwrite it like `latency.csv`' });

const step = z.strictObject(
  {
    name: z
      .string({ error: 'must be text' })
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be lower-case words joined by `-`' }),
    run: listOf(prose('A command'), 'The commands'),
    needs: listOf(line('A program'), 'Programs that the step needs').optional(),
    files: listOf(line('A pattern'), 'The files that it depends on').optional(),
    timeout: duration('Maximum time for the step').optional(),
    exit: count('Expected exit code', 0, 255).optional(),
    normalize: listOf(normalization, 'Replacements for output that varies').optional(),
    background: flag('Whether the next steps run at the same time').optional(),
    ready: condition.optional(),
    done: condition.optional(),
    stops: listOf(line('A background step'), 'Background steps to end').optional(),
    writes: listOf(table, 'CSV files that it writes, to be recorded').optional(),
  },
  { error: 'must have `name` and `run`' },
);

/** Validates `lab.yaml` and generates the JSON Schema for editors. */
export const labSchema = z.strictObject({
  needs: listOf(line('A program'), 'Programs that every step needs').optional(),
  steps: z.array(step, { error: 'must be a list of steps' }).min(1, { error: 'is empty' }),
  cleanup: prose('Commands that always run at the end').optional(),
});

/** Default limit for `ready` and `done`, in milliseconds. A long limit only costs time if something is wrong. */
const defaultWaitMs = 30_000;

/** Default limits for a step, in milliseconds. A virtual machine on a slow machine without KVM takes a minute to boot. */
const defaultStepMs = 120_000;
const defaultVmStepMs = 300_000;

/** Whether a step runs in the virtual machine, or starts it. */
export function needsVm(step: Pick<Step, 'needs'>): boolean {
  return step.needs.some((need) => need.name === 'vm');
}

/** Decodes `lab.yaml`. Reports the schema's issues, repeated names, unknown rules and unknown background steps; null after any error. */
export function decodeLab(source: Source): Built<Lab | null> {
  const start = source.text.startsWith('\uFEFF') ? 1 : 0;
  const missingAt = { path: source.path, start, end: start };
  const block = {
    path: source.path,
    text: source.text.slice(start),
    start,
    missingAt,
    area: 'lab',
    unknownKeys: 'error',
    mayAlias: true,
  } as const;
  const { value: record, diagnostics } = decodeYaml(block, labSchema);
  const fields = record.value;
  if (!fields) return { value: null, diagnostics };
  const sharedNeeds = (fields.needs ?? []).map(needFrom);
  const steps = fields.steps.map((each, index): Step => {
    const needs = [...sharedNeeds, ...(each.needs ?? []).map(needFrom)];
    return {
      name: each.name,
      commands: each.run.map((command) => command.replace(/\s+$/, '')),
      needs,
      files: each.files ?? null,
      timeoutMs: each.timeout ?? (needsVm({ needs }) ? defaultVmStepMs : defaultStepMs),
      exit: each.exit ?? 0,
      normalizations: (each.normalize ?? []).map((rule) =>
        'name' in rule && rule.name !== undefined
          ? { name: rule.name }
          : { match: rule.match ?? '', with: rule.with ?? '' },
      ),
      background: each.background ?? false,
      ready: readinessFrom(each.ready),
      readyWithinMs: each.ready?.within ?? defaultWaitMs,
      done: readinessFrom(each.done),
      doneWithinMs: each.done?.within ?? defaultWaitMs,
      stops: each.stops ?? [],
      writes: each.writes ?? [],
      at: record.spanOf(['steps', index, 'name']),
    };
  });
  const mistakes = steps.flatMap((each, index) => checkStep(each, index, steps, record.spanOf));
  const folder = folderOf(source.path);
  return {
    value: mistakes.length > 0 ? null : { folder, steps, cleanup: fields.cleanup ?? null },
    diagnostics: [...diagnostics, ...mistakes],
  };
}

function checkStep(each: Step, index: number, steps: readonly Step[], spanOf: (path: readonly PropertyKey[]) => Span) {
  const first = steps.find((other) => other.name === each.name);
  const duplicate =
    first && first !== each
      ? [
          error('lab/duplicate-step', `another step is already named \`${each.name}\``, each.at, {
            related: [{ message: 'first one', at: first.at }],
          }),
        ]
      : [];
  const rules = each.normalizations.flatMap((rule, ruleIndex) =>
    'name' in rule && !builtInRules.some((name) => name === rule.name)
      ? [
          error('lab/unknown-rule', `unknown rule \`${rule.name}\``, spanOf(['steps', index, 'normalize', ruleIndex]), {
            hint: `built-in rules are ${builtInRules.map((name) => `\`${name}\``).join(', ')}; or use \`match\` and \`with\``,
          }),
        ]
      : [],
  );
  const stops = each.stops.flatMap((name, stopIndex) =>
    steps.slice(0, index).some((other) => other.name === name && other.background)
      ? []
      : [
          error(
            'lab/unknown-background',
            `no background step \`${name}\` runs before this one`,
            spanOf(['steps', index, 'stops', stopIndex]),
          ),
        ],
  );
  const writes = each.writes.flatMap((name, writeIndex) => {
    const other = steps.slice(0, index + 1).find(({ writes }) => writes.includes(name));
    if (other === each && each.writes.indexOf(name) === writeIndex) return [];
    const at = spanOf(['steps', index, 'writes', writeIndex]);
    const message = `step \`${other?.name ?? ''}\` already writes \`${name}\``;
    return [error('lab/duplicate-file', message, at, { hint: 'give each file a name of its own' })];
  });
  return [...duplicate, ...rules, ...stops, ...writes];
}

function needFrom(text: string): Need {
  const match = /^(\S+?)\s*>=\s*([\d.]+)$/.exec(text);
  return match ? { name: match[1] ?? text, minVersion: match[2] ?? null } : { name: text, minVersion: null };
}

function readinessFrom(fields: z.infer<typeof condition> | undefined): Readiness | null {
  if (fields?.port !== undefined) return { kind: 'port', port: fields.port };
  if (fields?.output !== undefined) return { kind: 'output', match: fields.output };
  if (fields?.run !== undefined) return { kind: 'run', command: fields.run };
  return null;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'gm') instanceof RegExp;
  } catch {
    return false;
  }
}

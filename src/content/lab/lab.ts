// `lab.yaml` → `Lab`: the steps that run a post's listings. Decodes and checks; runs nothing.

import * as z from 'zod';
import { type Built, error, type Span } from '../../model/diagnostic.ts';
import type { Source } from '../../model/page.ts';
import { count, flag, line, listOf, prose } from '../settings/fields.ts';
import { decodeYaml } from '../settings/yaml-record.ts';

/** What a step cannot do without: a program, `root`, or a program from a version on. */
export interface Need {
  readonly name: string;
  /** `1.19`, or null for any. */
  readonly minVersion: string | null;
}

/** Replaces what legitimately varies: a rule built in, by name, or a regular expression. */
export type Normalization = { readonly name: string } | { readonly match: string; readonly with: string };

/** What is waited for, before other steps begin or before a step is ended. */
export type Readiness =
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'output'; readonly match: string }
  | { readonly kind: 'run'; readonly command: string };

export interface Step {
  readonly name: string;
  /** Commands of one shell, each shown with its output. */
  readonly commands: readonly string[];
  readonly needs: readonly Need[];
  /** Patterns of the files it runs on, relative to the lab; null: all. */
  readonly files: readonly string[] | null;
  readonly timeoutMs: number;
  /** Expected exit code of the last command. */
  readonly exit: number;
  readonly normalize: readonly Normalization[];
  readonly background: boolean;
  readonly ready: Readiness | null;
  readonly readyWithinMs: number;
  /** What a background step has to have done before it is ended. */
  readonly done: Readiness | null;
  readonly doneWithinMs: number;
  /** Background steps that are ended after this one. */
  readonly stops: readonly string[];
  readonly at: Span;
}

export interface Lab {
  /** Folder of the lab, relative to the root: `content/posts/x/lab`. */
  readonly folder: string;
  readonly steps: readonly Step[];
  /** Commands that run at the end, whatever happened. */
  readonly cleanup: string | null;
}

const duration = (description: string) =>
  z
    .string({ error: 'must be a time such as `20s`' })
    .regex(/^\d{1,4}(?:ms|s|m)$/, { error: 'is no time\nwrite it like `20s`, `500ms` or `2m`' })
    .transform((text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : text.endsWith('m') ? 60_000 : 1000))
    .meta({ description, editor: { type: 'string', pattern: '^\\d{1,4}(ms|s|m)$' } });

const pattern = z
  .string({ error: 'must be a regular expression' })
  .refine(isRegularExpression, { error: 'is no regular expression' });

/** Names of the rules that are built in; `labs/normalize.ts` has what they do. */
export const builtInRules = ['pid', 'port', 'time', 'date', 'duration', 'address', 'mac', 'tmpdir', 'inode'] as const;

const normalization = z
  .preprocess(
    (value) => (typeof value === 'string' ? { name: value } : value),
    z.strictObject(
      { name: line('A rule that is built in').optional(), match: pattern.optional(), with: z.string().optional() },
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
    within: duration('How long to wait').optional(),
  },
  { error: 'must have `port`, `output` or `run`' },
);

const step = z.strictObject(
  {
    name: z
      .string({ error: 'must be text' })
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'must be lower-case words joined by `-`' }),
    run: listOf(prose('A command'), 'The commands'),
    needs: listOf(line('A tool'), 'What the step cannot do without').optional(),
    files: listOf(line('A pattern'), 'The files it runs on').optional(),
    timeout: duration('How long it may take').optional(),
    exit: count('Expected exit code', 0, 255).optional(),
    normalize: listOf(normalization, 'What varies').optional(),
    background: flag('Whether the next steps run beside it').optional(),
    ready: condition.optional(),
    done: condition.optional(),
    stops: listOf(line('A background step'), 'Background steps to end').optional(),
  },
  { error: 'must have `name` and `run`' },
);

/** The definition that validates it and from which editors get their schema. */
export const labSchema = z.strictObject({
  needs: listOf(line('A tool'), 'What every step needs').optional(),
  steps: z.array(step, { error: 'must be a list of steps' }).min(1, { error: 'is empty' }),
  cleanup: prose('Commands that always run at the end').optional(),
});

/** How long is waited for what `ready` and `done` name: it costs time only where something is wrong. */
const patience = 30_000;

/** Decodes `lab.yaml`. Reports what the schema finds, names used twice, unknown rules and unknown background steps; null where anything is wrong. */
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
  const shared = (fields.needs ?? []).map(needFrom);
  const steps = fields.steps.map(
    (each, index): Step => ({
      name: each.name,
      commands: each.run.map((command) => command.replace(/\s+$/, '')),
      needs: [...shared, ...(each.needs ?? []).map(needFrom)],
      files: each.files ?? null,
      timeoutMs: each.timeout ?? 120_000,
      exit: each.exit ?? 0,
      normalize: (each.normalize ?? []).map((rule) =>
        'name' in rule && rule.name !== undefined
          ? { name: rule.name }
          : { match: rule.match ?? '', with: rule.with ?? '' },
      ),
      background: each.background ?? false,
      ready: readiness(each.ready),
      readyWithinMs: each.ready?.within ?? patience,
      done: readiness(each.done),
      doneWithinMs: each.done?.within ?? patience,
      stops: each.stops ?? [],
      at: record.spanOf(['steps', index, 'name']),
    }),
  );
  const wrong = steps.flatMap((each, index) => complaints(each, index, steps, record.spanOf));
  const folder = source.path.slice(0, source.path.lastIndexOf('/'));
  return {
    value: wrong.length > 0 ? null : { folder, steps, cleanup: fields.cleanup ?? null },
    diagnostics: [...diagnostics, ...wrong],
  };
}

function complaints(each: Step, index: number, steps: readonly Step[], spanOf: (path: readonly PropertyKey[]) => Span) {
  const first = steps.find((other) => other.name === each.name);
  const twice =
    first && first !== each
      ? [
          error('lab/duplicate-step', `a second step is named \`${each.name}\``, each.at, {
            related: [{ message: 'the first one', at: first.at }],
          }),
        ]
      : [];
  const rules = each.normalize.flatMap((rule, place) =>
    'name' in rule && !builtInRules.some((name) => name === rule.name)
      ? [
          error('lab/unknown-rule', `there is no rule \`${rule.name}\``, spanOf(['steps', index, 'normalize', place]), {
            hint: `rules are ${builtInRules.map((name) => `\`${name}\``).join(', ')}; or give \`match\` and \`with\``,
          }),
        ]
      : [],
  );
  const stops = each.stops.flatMap((name, place) =>
    steps.slice(0, index).some((other) => other.name === name && other.background)
      ? []
      : [
          error(
            'lab/unknown-background',
            `no background step \`${name}\` runs before this one`,
            spanOf(['steps', index, 'stops', place]),
          ),
        ],
  );
  return [...twice, ...rules, ...stops];
}

function needFrom(text: string): Need {
  const match = /^(\S+?)\s*>=\s*([\d.]+)$/.exec(text);
  return match ? { name: match[1] ?? text, minVersion: match[2] ?? null } : { name: text, minVersion: null };
}

function readiness(given: z.infer<typeof condition> | undefined): Readiness | null {
  if (given?.port !== undefined) return { kind: 'port', port: given.port };
  if (given?.output !== undefined) return { kind: 'output', match: given.output };
  if (given?.run !== undefined) return { kind: 'run', command: given.run };
  return null;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'gm') instanceof RegExp;
  } catch {
    return false;
  }
}

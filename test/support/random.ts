// How long random and repeated tests run, and their seed. `npm test` and `npm run test:full` use fixed seeds, so that they never fail by
// chance; `npm run test:soak` draws new seeds and runs long. OCTAVO_SEED repeats a run, and OCTAVO_<NAME> sets one count. Tests must put
// `label` into their names, so that a failure shows the seed.

export interface RandomRun {
  readonly count: number;
  readonly seed: number;
  /** `500 edits, OCTAVO_SEED=123`. */
  readonly label: string;
}

type Mode = 'quick' | 'full' | 'soak';

/** Which tests run; `vitest.config.ts` sets it from `--mode`. */
const mode = (process.env['OCTAVO_TESTS'] ?? 'quick') as Mode;

/** The seed of every run that is not a soak. */
const fixedSeed = 20_261_130;

/** The count of `name` (such as `edits`) for this run. A test that is not in `npm test` needs no quick count. */
export function randomRun(
  name: string,
  counts: { readonly quick?: number; readonly full: number; readonly soak: number },
): RandomRun {
  const count = numberFrom(`OCTAVO_${name.toUpperCase()}`) ?? counts[mode] ?? counts.full;
  const seed = numberFrom('OCTAVO_SEED') ?? (mode === 'soak' ? Math.floor(Math.random() * 2 ** 31) : fixedSeed);
  const label = `${count} ${name}, OCTAVO_SEED=${seed}`;
  if (mode === 'soak') console.log(`soak: ${label}`);
  return { count, seed, label };
}

/** Throws unless the variable is a number, so that a typo doesn't look like a passed long test. */
function numberFrom(variable: string): number | null {
  const text = process.env[variable];
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} is not a number: ${text}`);
  return Number(text);
}

// How long random and endurance tests run, and their seed: short in `npm test`, long in `npm run test:soak` (OCTAVO_SOAK=1). OCTAVO_SEED
// repeats a run, and OCTAVO_<NAME> sets one count. Tests must put `label` into their names, so that a failure shows the seed.

export interface Soak {
  readonly count: number;
  readonly seed: number;
  /** `500 edits, OCTAVO_SEED=123`. */
  readonly label: string;
}

/** The count of `name` (such as `edits`) for this run. */
export function soak(name: string, counts: { readonly short: number; readonly long: number }): Soak {
  const isLong = (process.env['OCTAVO_SOAK'] ?? '') !== '';
  const count = numberFrom(`OCTAVO_${name.toUpperCase()}`) ?? (isLong ? counts.long : counts.short);
  const seed = numberFrom('OCTAVO_SEED') ?? Math.floor(Math.random() * 2 ** 31);
  const label = `${count} ${name}, OCTAVO_SEED=${seed}`;
  if (isLong) console.log(`soak: ${label}`);
  return { count, seed, label };
}

/** Throws unless the variable is a number, so that a typo doesn't look like a passed long test. */
function numberFrom(variable: string): number | null {
  const text = process.env[variable];
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} is not a number: ${text}`);
  return Number(text);
}

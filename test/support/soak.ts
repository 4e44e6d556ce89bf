// How long random and endurance tests run, and from which seed: a little in `npm test`, long in `npm run test:soak` (OCTAVO_SOAK=1).
// OCTAVO_SEED repeats a run, OCTAVO_<NAME> sets one count. Tests put `label` into their names, where a failure shows it.

export interface Soak {
  readonly count: number;
  readonly seed: number;
  /** `500 edits, OCTAVO_SEED=123`. */
  readonly label: string;
}

/** Counts of what `name` names (`edits`), in short tests and in long ones. */
export function soak(name: string, counts: { readonly short: number; readonly long: number }): Soak {
  const isLong = (process.env['OCTAVO_SOAK'] ?? '') !== '';
  const count = numberFrom(`OCTAVO_${name.toUpperCase()}`) ?? (isLong ? counts.long : counts.short);
  const seed = numberFrom('OCTAVO_SEED') ?? Math.floor(Math.random() * 2 ** 31);
  const label = `${count} ${name}, OCTAVO_SEED=${seed}`;
  if (isLong) console.log(`soak: ${label}`);
  return { count, seed, label };
}

/** Throws where the variable holds anything but a number: a typing error must not pass for a long test. */
function numberFrom(variable: string): number | null {
  const text = process.env[variable];
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} is no number: ${text}`);
  return Number(text);
}

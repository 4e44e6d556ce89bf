// The one order of texts: by UTF-16 code unit. Locale-dependent order would make output depend on the machine.

export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

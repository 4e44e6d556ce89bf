// Which paths a file of `dist/` may have.

/** Whether a path stays in `dist/` and names none of the files that we keep there for ourselves. */
export function isOutputPath(path: string): boolean {
  return !/\0|(?:^|\/)\.{0,2}(?:\/|$)|^\.octavo-/.test(path);
}

// Which paths a file of `dist/` may have. A path that leads out of `dist/` must never pass.

/** Whether a path stays in `dist/` and is not the name of a file that we keep there for ourselves. */
export function isOutputPath(path: string): boolean {
  return !/\0|(?:^|\/)\.{0,2}(?:\/|$)|^\.octavo-/.test(path);
}

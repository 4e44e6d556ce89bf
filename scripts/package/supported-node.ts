// Whether this Node can run the package. Must run on any Node, and load nothing.

/** Says which Node is needed, and sets the exit code, if this one is too old. chokidar needs the first releases of their lines that have this feature. */
export function isNodeSupported(): boolean {
  if (process.features.require_module) return true;
  console.error(`octavo needs Node 20.19, 22.12 or newer; this is ${process.version}`);
  process.exitCode = 1;
  return false;
}

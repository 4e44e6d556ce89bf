// Paths of a lab's recordings, relative to its folder. Must import nothing, so that code that only needs a path doesn't load the decoder.

/** The programs and files that the lab was recorded with. */
export const environmentFile = 'recordings/environment.json';

/** A table that a step writes. */
export function recordedTable(name: string): string {
  return `recordings/${name}`;
}

/** The output of a step. */
export function recordingFile(step: string): string {
  return `recordings/${step}.txt`;
}

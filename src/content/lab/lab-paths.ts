// Where the recordings of a lab stand, relative to its folder. By themselves, so that who only names them need not load what reads them.

/** With what it was recorded. */
export const environmentFile = 'recordings/environment.json';

/** What a step printed. */
export function recordingFile(step: string): string {
  return `recordings/${step}.txt`;
}

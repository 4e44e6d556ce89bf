// `build --verify`: a second build from nothing, in memory, compared with the one that was just made.

import { type Diagnostic, error } from '../../model/diagnostic.ts';
import type { BuildResult } from '../../pipeline/build-session.ts';

/** An error for each file or diagnostic in which the two differ; none is what is promised. */
export function differences(warm: BuildResult, clean: BuildResult): Diagnostic[] {
  const digests = (result: BuildResult) => new Map(result.manifest.map(({ path, digest }) => [path, digest]));
  const [actual, expected] = [digests(warm), digests(clean)];
  const paths = [...new Set([...actual.keys(), ...expected.keys()])].filter((path) => actual.get(path) !== expected.get(path));
  const files = paths.map((path) =>
    error('build/not-clean', `\`${path}\` is not what a clean build makes`, null, {
      hint: 'build with `--force`, and please report this: it is a mistake in Octavo',
    }),
  );
  const hasSameDiagnostics = JSON.stringify(warm.diagnostics) === JSON.stringify(clean.diagnostics);
  return hasSameDiagnostics ? files : [...files, error('build/not-clean', 'a clean build reports other problems', null)];
}

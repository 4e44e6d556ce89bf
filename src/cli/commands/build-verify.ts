// `build --verify`: compares a build with a clean one. Must never accept a difference in a file or a diagnostic.

import { type Diagnostic, error } from '../../model/diagnostic.ts';
import type { BuildResult } from '../../pipeline/build-session.ts';

/** Returns an error for each file that differs, and one if the diagnostics differ; or errors that name the plugins that are to blame. */
export function differences(warm: BuildResult, clean: BuildResult): Diagnostic[] {
  const unstable = clean.diagnostics.filter(({ code }) => code === 'plugins/unstable');
  if (unstable.length > 0) return unstable;
  const digests = (result: BuildResult) => new Map(result.manifest.map(({ path, digest }) => [path, digest]));
  const [actual, expected] = [digests(warm), digests(clean)];
  const paths = [...new Set([...actual.keys(), ...expected.keys()])].filter(
    (path) => actual.get(path) !== expected.get(path),
  );
  const files = paths.map((path) =>
    error('build/not-clean', `\`${path}\` differs from a clean build`, null, {
      hint: 'build with `--force`, and please report this bug in Octavo',
    }),
  );
  const hasSameDiagnostics = JSON.stringify(warm.diagnostics) === JSON.stringify(clean.diagnostics);
  return hasSameDiagnostics
    ? files
    : [...files, error('build/not-clean', 'a clean build reports different problems', null)];
}

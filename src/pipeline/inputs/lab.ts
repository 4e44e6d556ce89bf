// The lab leaf's other half: reads a post's lab and checks it against its recordings. It must read files only through `read` and `track`,
// which record each read.

import { decodeLab } from '../../content/lab/lab.ts';
import { environmentFile } from '../../content/lab/lab-paths.ts';
import { checkRecordings, parseEnvironment } from '../../content/lab/recording.ts';
import type { Input, Read } from '../../engine/graph/rule.ts';
import type { Built } from '../../model/diagnostic.ts';
import { decodeText } from './decode-text.ts';
import { isTime, type LabFacts } from './lab-facts.ts';
import type { SiteFiles } from './site-files.ts';

/**
 * Takes the path of a folder with a lab.yaml. Reports mistakes in it and every step whose recording is missing or stale; also returns what
 * it read.
 */
export function readLab(
  folder: string,
  siteFiles: SiteFiles,
): { readonly reads: readonly Read[]; readonly facts: Built<LabFacts> } {
  const reads: Read[] = [];
  const track = <V>(input: Input<V>, argument: string): Input<V> => {
    reads.push([input, argument]);
    return input;
  };
  const read = <V>(input: Input<V>, argument: string): V => track(input, argument).read(argument);
  const path = `${folder}/lab.yaml`;
  const text = decodeText(path, read(siteFiles.file, path) ?? new Uint8Array());
  const decoded = decodeLab({ path, text: text.value });
  const paths = read(siteFiles.list, folder).map((file) => file.slice(folder.length + 1));
  const bytes = read(siteFiles.file, `${folder}/${environmentFile}`);
  const recorded = bytes === null ? null : decodeText(`${folder}/${environmentFile}`, bytes);
  const environment = recorded && parseEnvironment(recorded.value);
  const stale = decoded.value
    ? checkRecordings(decoded.value, environment, {
        paths,
        digestOf: (file) => track(siteFiles.file, `${folder}/${file}`).digest(`${folder}/${file}`),
      })
    : [];
  const tools = Object.entries(environment?.tools ?? {}).map(([name, version]) => `${name} ${version}`);
  const value: LabFacts = {
    recorded: environment && isTime(environment.recorded) ? environment.recorded : null,
    environment: [...tools, ...(environment ? [environment.kernel] : [])].join(', '),
    files: paths.filter((file) => !file.startsWith('recordings/')),
  };
  return {
    reads,
    facts: {
      value,
      diagnostics: [...text.diagnostics, ...decoded.diagnostics, ...(recorded?.diagnostics ?? []), ...stale],
    },
  };
}

// `octavo import SOURCE`: makes an Octavo site from the folder of another generator's. Must never change that folder.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pc from 'picocolors';
import type { Compared, Fate } from '../../import/against/compare.ts';
import { type ImportResult, importSite } from '../../import/import-site.ts';
import { groupsOf, placeOf, reportText } from '../../import/report.ts';
import { nameOf } from '../../import/source/detect.ts';
import { type GeneratorName, generatorNames, ImportError, type Problem } from '../../import/source/model.ts';
import { escapeControls } from '../../text/code-frame.ts';
import type { Values } from '../arguments.ts';
import { openProgress } from '../reports/progress.ts';
import { countOf, formatDiagnostics, problemCount } from '../reports/report.ts';
import { addProject, firstCommands } from '../starter.ts';
import { UsageError } from '../usage-error.ts';

export async function run(values: Values): Promise<number> {
  const [source, ...rest] = values.operands;
  if (source === undefined)
    throw new UsageError('`octavo import` needs the folder of the old blog', 'write `octavo import ../old-blog`');
  if (rest.length > 0) throw new UsageError('more than one folder', 'put quotes around a name that has spaces');
  const isJson = values.flag('json');
  const isDry = values.flag('dry-run');
  const into = resolve(values.text('into') ?? 'octavo-blog');
  const against = values.text('against');
  if (against !== null && !existsSync(against))
    throw new UsageError(`there is no \`${against}\` to compare with`, 'name the output folder of the old generator');
  if (against !== null && isDry)
    throw new UsageError(
      '`--against` compares the imported site, which `--dry-run` does not write',
      'leave out one of them',
    );
  const progress = openProgress(!isJson);
  try {
    if (against !== null) (await import('../../import/against/old-output.ts')).checkOldSite(resolve(against));
    const result = await importSite({
      source: resolve(source),
      into,
      from: generatorFrom(values.text('from')),
      isDry,
      onProgress: (done, of) => progress.show('converting', done, of),
    });
    progress.clear();
    if (!isDry && result.write.isFirst) addProject(into, result.title ?? 'My blog');
    const proof = against === null ? null : await proofOf(result, into, resolve(against));
    if (isJson) console.log(JSON.stringify(jsonOf(result, proof), null, 2));
    else print(result, proof, into, isDry);
    return isComplete(result, proof) ? 0 : 1;
  } catch (cause) {
    progress.clear();
    if (!(cause instanceof ImportError)) throw cause;
    if (isJson) console.log(JSON.stringify({ ok: false, problems: cause.problems }, null, 2));
    else console.error(notImported(cause.problems));
    return 1;
  }
}

function generatorFrom(name: string | null): GeneratorName | null {
  if (name === null) return null;
  const found = generatorNames.find((each) => each === name.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`\`--from\` can't be \`${name}\``, `it is one of ${generatorNames.join(', ')}`);
}

interface Proof {
  readonly isBuilt: boolean;
  readonly compared: readonly Compared[];
  readonly text: string;
}

/** Compares the site in `into` with the old output. */
async function proofOf(result: ImportResult, into: string, old: string): Promise<Proof> {
  const [{ readOldSite }, { compareSites, comparisonText }, { buildNewSite }] = await Promise.all([
    import('../../import/against/old-output.ts'),
    import('../../import/against/compare.ts'),
    import('../../import/against/new-site.ts'),
  ]);
  const oldSite = readOldSite(old, result.url);
  const { site, diagnostics, textOf } = await buildNewSite(into);
  if (site === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const shown = formatDiagnostics(errors.slice(0, 20), textOf);
    return {
      isBuilt: false,
      compared: [],
      text: `${shown}\n\nThe imported site can't be built: ${problemCount(errors)}.\n`,
    };
  }
  const compared = compareSites(oldSite, site);
  return { isBuilt: true, compared, text: comparisonText(compared) };
}

/** Whether every page was imported, and no address is known to be lost. */
function isComplete({ problems }: ImportResult, proof: Proof | null): boolean {
  const isProved = proof === null || (proof.isBuilt && proof.compared.every(({ fate }) => fate !== 'lost'));
  return problems.length === 0 && isProved;
}

function print(result: ImportResult, proof: Proof | null, into: string, isDry: boolean): void {
  const { generator, posts, pages, drafts, files, findings, problems, leftBehind, write } = result;
  if (problems.length > 0) console.error(`${problemsText(problems)}\n`);
  const content = [countOf(posts, 'post'), countOf(pages, 'page'), countOf(files, 'file')]
    .filter((part) => part !== '')
    .join(', ');
  const held = drafts === 0 ? '' : ` (${countOf(drafts, 'draft')} among them)`;
  console.log(`${pc.green(isDry ? 'would import' : 'imported')} ${content}${held} from ${nameOf(generator)}`);
  const parts = [
    `${write.written.length} ${isDry ? 'to write' : 'written'}`,
    `${write.unchanged} unchanged`,
    ...(write.edited.length > 0 ? [`${write.edited.length} edited since the last import and left as they are`] : []),
    ...(write.removed.length > 0 ? [`${write.removed.length} removed since and not written again`] : []),
    ...(write.stale.length > 0 ? [`${write.stale.length} no longer in the source and left as they are`] : []),
  ];
  console.log(pc.dim(`${into}: ${parts.join(', ')}`));
  for (const path of write.edited.slice(0, 10)) console.log(pc.dim(`  edited: ${escapeControls(path)}`));
  if (problems.length > 0)
    console.log(
      `${pc.red('left out:')} ${countOf(problems.length, 'file')}, named above: fix ${problems.length === 1 ? 'it' : 'them'} and run the same command again`,
    );
  if (problems.length === 0 || findings.length > 0)
    console.log(`\n${reportText(findings, false).split('\n').map(escapeControls).join('\n')}`);
  if (leftBehind.length > 0) console.log(`${pc.dim(escapeControls(leftBehindText(leftBehind)))}\n`);
  if (proof !== null) console.log(proof.text.split('\n').map(escapeControls).join('\n'));
  if (isDry) return;
  const commands = write.isFirst ? firstCommands(into) : [`octavo dev --root ${into}`];
  console.log(['Next:', ...commands.map((command) => `  ${pc.bold(command)}`)].join('\n'));
}

/** Files that are part of no site, such as themes: by folder, the largest first. */
function leftBehindText(paths: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = path.includes('/') ? `${path.slice(0, path.indexOf('/'))}/` : path;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].toSorted(([, a], [, b]) => b - a);
  const shown = names.slice(0, 6).map(([name, count]) => (name.endsWith('/') ? `${name} (${count})` : name));
  const more = names.length > shown.length ? ', …' : '';
  return `left behind, because it is no content: ${countOf(paths.length, 'file')}, in ${shown.join(', ')}${more}; \`--json\` lists all`;
}

function jsonOf(result: ImportResult, proof: Proof | null) {
  const groups = groupsOf(result.findings).map(({ kind, count, places }) => ({
    kind,
    count,
    places: places.map(placeOf),
  }));
  const withFate = (wanted: Fate) => proof?.compared.filter(({ fate }) => fate === wanted) ?? [];
  const lost = withFate('lost');
  return {
    ok: isComplete(result, proof),
    generator: result.generator,
    posts: result.posts,
    pages: result.pages,
    drafts: result.drafts,
    files: result.files,
    written: result.write.written,
    unchanged: result.write.unchanged,
    edited: result.write.edited,
    removed: result.write.removed,
    stale: result.write.stale,
    problems: result.problems,
    findings: groups,
    leftBehind: result.leftBehind,
    against:
      proof === null
        ? null
        : {
            compared: proof.compared.length,
            differsOnlyInCapitals: withFate('differs only in capitals'),
            lost,
          },
  };
}

function notImported(problems: readonly Problem[]): string {
  return `${problemsText(problems)}\n\n${pc.red('not imported')}: ${countOf(problems.length, 'error')}; nothing was written`;
}

function problemsText(problems: readonly Problem[]): string {
  const shown = problems.slice(0, 20).map(problemText);
  const more = problems.length > 20 ? [`and ${problems.length - 20} more: \`--json\` lists all`] : [];
  return [...shown, ...more].join('\n');
}

function problemText({ message, file, line, hint }: Problem): string {
  const head = `${pc.red(pc.bold('error'))} ${pc.bold(escapeControls(message))}`;
  const place = file === null ? '' : `\n  ${pc.dim('at')} ${escapeControls(file)}${line > 0 ? `:${line}` : ''}`;
  return `${head}${place}${hint === null ? '' : `\n  ${pc.cyan('hint:')} ${escapeControls(hint)}`}`;
}

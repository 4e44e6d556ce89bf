// `octavo check`: reports problems of a site, including those that only show in its output. Must never write the output folder; with
// `--record` it writes `content/published.txt`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pc from 'picocolors';
import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import { siteFile } from '../../model/settings.ts';
import { budgetFindings } from '../../pipeline/checks/budgets.ts';
import { brokenReferences, externalLinks } from '../../pipeline/checks/built-links.ts';
import { tryLinks } from '../../pipeline/checks/external-links.ts';
import { checkPublished, unrecorded } from '../../pipeline/checks/published.ts';
import { openSite } from '../../pipeline/open-site.ts';
import { publishedListFile } from '../../site/published/published-list.ts';
import type { Values } from '../arguments.ts';
import { changeWarning, originalChanges } from '../ejected-files.ts';
import { commandsFrom, withCommands } from '../how-to-run.ts';
import { placeholderAddress, placeholdersIn } from '../placeholders.ts';
import { openProgress } from '../reports/progress.ts';
import {
  contentOf,
  countOf,
  formatCounts,
  formatReport,
  jsonDiagnostics,
  problemCount,
  unfinishedNote,
} from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';

export async function run(values: Values): Promise<number> {
  const isJson = values.flag('json');
  const isRecording = values.flag('record');
  if (isRecording && (values.flag('drafts') || values.flag('future') || values.text('url') !== null))
    throw new UsageError('`--record` records what is published', 'run it without `--drafts`, `--future` and `--url`');
  const root = siteRoot(values);
  const progress = openProgress(!isJson);
  const site = openSite({
    root,
    drafts: values.flag('drafts'),
    future: values.flag('future'),
    url: values.text('url'),
    isTrusting: true,
    isFresh: false,
    workers: null,
    onProgress: (done, of) => progress.show('parsing', done, of),
  });
  const { session } = site;
  const result = await session.build();
  const pages = session.engine.get(session.rules.pages, '');
  const found: Diagnostic[] = [
    ...result.diagnostics,
    ...pages.flatMap((path) => placeholdersIn(path, session.textOf(path) ?? '')),
  ];
  let recorded = 0;
  let newList: string | null = null;
  if (result.files) {
    const config = session.engine.get(session.rules.inputs.site, '');
    const catalog = session.engine.get(session.rules.catalog, '');
    const anchorsOf = (path: string) => session.engine.get.part(session.rules.page, path, 'anchors');
    const routes = session.engine.get(session.rules.routes, '');
    if (values.text('url') === null) found.push(...placeholderAddress(config.url, session.textOf(siteFile) ?? ''));
    const recordedText = session.textOf(publishedListFile);
    const published = checkPublished(recordedText, { routes, catalog, anchorsOf, siteUrl: config.url });
    found.push(...published.lost);
    if (isRecording) {
      recorded = published.missing.length;
      newList = recorded > 0 ? published.text : null;
    } else if (recordedText !== null && published.missing.length > 0) found.push(unrecorded(published.missing));
    const images = await session.images.ensureAll(result.manifest, (done, of) => progress.show('images', done, of));
    found.push(...images.diagnostics);
    found.push(
      ...brokenReferences([...result.files, ...images.value], config.elsewhere),
      ...budgetFindings(result.files, catalog, config),
    );
    if (values.flag('external'))
      found.push(...(await tryLinks(externalLinks(result.files), (done, of) => progress.show('links', done, of))));
  }
  const { templates, overlay } = site.theme;
  const changes = overlay === null ? [] : await originalChanges({ standard: templates, own: overlay });
  found.push(...changes.map(changeWarning), ...session.save());
  site.close();
  progress.clear();
  const rewrite = commandsFrom(process.cwd(), values.text('root'));
  const diagnostics = withCommands(found, rewrite);
  if (isJson)
    console.log(
      JSON.stringify(
        {
          ok: !found.some(isError),
          ...(isRecording && { recorded }),
          diagnostics: jsonDiagnostics(diagnostics, session.textOf),
        },
        null,
        2,
      ),
    );
  else {
    const everything = values.flag('all') ? null : rewrite('`octavo check --all`');
    if (found.length > 0) console.error(`${formatReport(diagnostics, session.textOf, everything)}\n`);
    for (const { patch } of changes) if (patch !== null) console.error(`${patch}\n`);
    console.log(`checked ${contentOf(result, found, pages)}: ${problemCount(found) || 'no problems'}`);
    if (found.length > 0) console.log(formatCounts(diagnostics));
    const note = unfinishedNote(result, { drafts: values.flag('drafts'), future: values.flag('future') });
    if (note !== '') console.log(pc.dim(note));
    if (isRecording && result.files)
      console.log(
        recorded === 0
          ? `nothing new for ${publishedListFile}`
          : `added ${countOf(recorded, 'line')} to ${publishedListFile}`,
      );
  }
  // Diagnostics show lines of the old list.
  if (newList !== null) writeFileSync(join(root, publishedListFile), newList);
  return found.some(isError) ? 1 : 0;
}

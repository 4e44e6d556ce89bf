// `octavo check`: reports problems of a site, including those that only show in its output. Must never write the output folder.

import pc from 'picocolors';
import { type Diagnostic, isError } from '../../model/diagnostic.ts';
import { budgetFindings } from '../../pipeline/checks/budgets.ts';
import { brokenReferences, externalLinks } from '../../pipeline/checks/built-links.ts';
import { tryLinks } from '../../pipeline/checks/external-links.ts';
import { openSite } from '../../pipeline/open-site.ts';
import type { Values } from '../arguments.ts';
import { changeWarning, originalChanges } from '../ejected-files.ts';
import { commandsFrom, withCommands } from '../how-to-run.ts';
import { placeholdersIn } from '../placeholders.ts';
import { openProgress } from '../reports/progress.ts';
import {
  contentOf,
  formatCounts,
  formatReport,
  jsonDiagnostics,
  problemCount,
  unfinishedNote,
} from '../reports/report.ts';
import { siteRoot } from '../site-root.ts';

export async function run(values: Values): Promise<number> {
  const isJson = values.flag('json');
  const progress = openProgress(!isJson);
  const site = openSite({
    root: siteRoot(values),
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
  if (result.files) {
    const config = session.engine.get(session.rules.inputs.site, '');
    const catalog = session.engine.get(session.rules.catalog, '');
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
      JSON.stringify({ ok: !found.some(isError), diagnostics: jsonDiagnostics(diagnostics, session.textOf) }, null, 2),
    );
  else {
    const everything = values.flag('all') ? null : rewrite('`octavo check --all`');
    if (found.length > 0) console.error(`${formatReport(diagnostics, session.textOf, everything)}\n`);
    for (const { patch } of changes) if (patch !== null) console.error(`${patch}\n`);
    console.log(`checked ${contentOf(result)}: ${problemCount(found) || 'no problems'}`);
    if (found.length > 0) console.log(formatCounts(diagnostics));
    const note = unfinishedNote(result, { drafts: values.flag('drafts'), future: values.flag('future') });
    if (note !== '') console.log(pc.dim(note));
  }
  return found.some(isError) ? 1 : 0;
}

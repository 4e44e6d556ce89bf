// `updated: git`: the date of a page's last change is that of the last commit that changed its file. It must never show a date for a text
// that is not the committed one.

import { postDateAt } from '../../content/settings/date-fields.ts';
import type { Get, RuleResult } from '../../engine/graph/rule.ts';
import { type Diagnostic, warning } from '../../model/diagnostic.ts';
import type { PostDate } from '../../model/page.ts';
import type { PageIndexData } from '../../model/page-parts.ts';
import { gitBlobId } from '../../text/digest.ts';
import type { GitHistory, GitProblem } from '../git/history.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Rules } from './rule-types.ts';

/** Reports once why dates are missing: no git, no repository, or a shallow clone. */
export function gitHistoryOf(get: Get, inputs: Inputs): RuleResult<GitHistory, Diagnostic> {
  const value = get(inputs.git, '');
  const { isCut, problem } = value;
  if (problem === null && !isCut) return { value, diagnostics: [] };
  const at = get(inputs.updated, '') === null ? null : get(inputs.siteSpan, 'updated');
  if (problem === null) {
    const message =
      'pages that did not change since the oldest commit of this shallow clone have no date of their last change';
    const hint =
      'fetch all commits with `git fetch --unshallow`; in GitHub Actions, give `actions/checkout` the option `fetch-depth: 0`';
    return { value, diagnostics: [warning('git/shallow', message, at, { hint })] };
  }
  // The commit is the same in the next process, but git may work there.
  if (problem === 'failed') get(inputs.thisProcess, '');
  const [reason, hint] = reasons[problem];
  const message = `\`updated: git\` finds no dates: ${reason}`;
  return { value, diagnostics: [warning('git/no-history', message, at, { hint })] };
}

const reasons: { readonly [P in GitProblem]: readonly [reason: string, hint: string] } = {
  'not-installed': ['git is not installed', 'install git, or remove the setting'],
  'no-repository': [
    'the content is not in a git repository',
    'build in a clone of the repository, or remove the setting',
  ],
  'no-commit': ['the repository has no commits yet', 'commit the site'],
  'not-trusted': [
    'the repository belongs to another user, so git does not read it',
    'if you trust it, run `git config --global --add safe.directory` with its folder',
  ],
  failed: ['git could not read the repository', 'run `git log -- content` in the folder of the site to see why'],
};

/** When a page last changed, in the zone of the site; null if its file is not as it was committed, or if git says a time that is not past. */
export function gitDateOf(path: string, get: Get, rules: Rules): PostDate | null {
  const { siteFiles, hasPassed, markdown } = rules.inputs;
  const committed = get(rules.gitHistory, '').files[path];
  if (committed === undefined || committed.changed === null) return null;
  const bytes = get(siteFiles.file, path);
  if (bytes === null || !isCommitted(bytes, committed.blob)) return null;
  const date = postDateAt(committed.changed, get(markdown, '').timeZone);
  return get(hasPassed, String(date.epochMs)) ? date : null;
}

/** Whether a file has this content. Git may have written it with other line ends. */
function isCommitted(bytes: Uint8Array, blob: string): boolean {
  if (gitBlobId(bytes, blob.length) === blob) return true;
  const text = Buffer.from(bytes).toString('latin1');
  return text.includes('\r\n') && gitBlobId(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'), blob.length) === blob;
}

/** Index data with the date in place of `git`. A post has not changed if that is not later than its own date. */
export function withGitDate(
  page: PageIndexData,
  setting: 'git' | null,
  dateOf: (path: string) => PostDate | null,
): PageIndexData {
  const { path, meta } = page;
  if ((meta.updated ?? setting) !== 'git') return page;
  const found = dateOf(path);
  const updated = found !== null && (meta.date === null || found.epochMs > meta.date.epochMs) ? found : null;
  return { ...page, meta: { ...meta, updated } };
}

// Keys with which other generators keep a page from being published. They must never be ignored, whatever the site says about unknown keys:
// a page that another tool would hold back becomes a draft, or an error where only the author can say what is meant.

import { type Diagnostic, error, type Span, warning } from '../../model/diagnostic.ts';
import type { PostDate } from '../../model/page.ts';
import { isBadDate, parsePostDate } from '../settings/date-fields.ts';

/** What the unknown keys of front matter say about publication. */
export interface HeldBack {
  readonly isDraft: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

interface Given {
  readonly unknown: { readonly [key: string]: unknown };
  readonly keySpan: (key: string) => Span;
  /** When we would publish the page. */
  readonly date: PostDate | null;
  readonly timeZone: string;
}

export function heldBack({ unknown, keySpan, date, timeZone }: Given): HeldBack {
  const found = Object.entries(unknown).flatMap(([key, value]): Diagnostic[] => {
    const at = keySpan(key);
    const written = typeof value === 'string' ? `${key}: ${value}` : key;
    switch (verdictOn(key, value, date, timeZone)) {
      case 'draft': {
        const hint = 'write `draft: true`, or remove the line to publish the page';
        return [warning('front-matter/held-back', `\`${written}\` makes this page a draft`, at, { hint })];
      }
      case 'later': {
        const message =
          date === null
            ? `\`${written}\` decides in other generators when this page is published`
            : `\`${written}\` publishes this page later than \`date\` in other generators`;
        return [error('front-matter/held-back', message, at, { hint: 'move it to `date`, or remove it' })];
      }
      case 'ends': {
        const message = `\`${written}\` takes this page down in other generators, which Octavo does not do`;
        return [error('front-matter/held-back', message, at, { hint: 'write `draft: true`, or remove the line' })];
      }
      case 'unclear': {
        const message = `\`${written}\` may hold this page back, but it is not clear whether it does`;
        return [
          error('front-matter/held-back', message, at, { hint: 'write `draft: true` or `draft: false` instead' }),
        ];
      }
      case 'published':
        return [];
    }
  });
  return { isDraft: found.some(({ severity }) => severity === 'warning'), diagnostics: found };
}

type Verdict = 'published' | 'draft' | 'later' | 'ends' | 'unclear';

const yes = ['true', 'yes', 'on', '1', 'y'];
const no = ['false', 'no', 'off', '0', 'n'];
const publicStates = ['publish', 'published', 'public', 'live', 'active', 'final', 'done', 'complete', 'completed'];

function verdictOn(key: string, value: unknown, date: PostDate | null, timeZone: string): Verdict {
  const name = key.toLowerCase().replace(/[-_]/g, '');
  const text = typeof value === 'string' ? value.trim().toLowerCase() : null;
  if (names.holdsBack.has(name)) return text === null ? 'unclear' : no.includes(text) ? 'published' : yesOr(text);
  if (names.publishes.has(name)) {
    if (text === null) return 'unclear';
    if (no.includes(text)) return 'draft';
    return yes.includes(text) ? 'published' : onDate(text, date, timeZone, 'unclear');
  }
  if (names.state.has(name)) {
    if (text === null) return 'unclear';
    if (publicStates.includes(text)) return 'published';
    return /^(?:draft|drafting|wip|pending|private|hidden|unpublished|scheduled|future|trash|archived|inherit|protected|members|paid)/.test(
      text,
    )
      ? 'draft'
      : name === 'status' || name === 'poststatus' || name === 'visibility'
        ? 'unclear'
        : 'published';
  }
  if (names.date.has(name)) return text === null ? 'published' : onDate(text, date, timeZone, 'published');
  if (names.ends.has(name)) return text === null || no.includes(text) ? 'published' : 'ends';
  return name === 'build' && isNeverRendered(value) ? 'draft' : 'published';
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Without `-`, `_` and capitals: `is_draft`, `isDraft` and `Draft` are written in every way. */
const names = {
  holdsBack: setOf(
    'draft drafts isdraft wip hidden hide private isprivate unpublished unpublish noprint exclude excluded headless eleventyexcludefromcollections password',
  ),
  publishes: setOf('published ispublished publish public ispublic live visible'),
  state: setOf('status poststatus state visibility stage'),
  date: setOf(
    'publishdate pubdate publishedat publishedon publishat publishon datepublished publisheddate releasedate scheduled schedule scheduledat embargo createdat created createtime creationdate posted postdate datetime time',
  ),
  ends: setOf('expirydate expires expiresat expirydatetime unpublishdate unpublishat unpublishon expirationdate'),
} as const;

/** A password holds a page back, too. */
function yesOr(text: string): Verdict {
  return yes.includes(text) || text !== '' ? 'draft' : 'published';
}

function onDate(text: string, date: PostDate | null, timeZone: string, otherwise: Verdict): Verdict {
  const parsed = parsePostDate(text.toUpperCase(), timeZone);
  if (isBadDate(parsed)) return otherwise;
  return date === null || parsed.epochMs > date.epochMs ? 'later' : 'published';
}

/** Hugo's `build: {render: never}`. */
function isNeverRendered(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('render' in value)) return false;
  return typeof value.render === 'string' && ['never', 'link', ...no].includes(value.render.toLowerCase());
}

// `octavo new "Title"`: creates a post with valid front matter, as a folder or as a single file. Must never overwrite a file.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import pc from 'picocolors';
import { isBadDate, parsePostDate } from '../../content/settings/date-fields.ts';
import { decodeSiteConfig } from '../../content/settings/site-settings.ts';
import { siteFile } from '../../model/settings.ts';
import { urlOf } from '../../site/catalog/page-addresses.ts';
import { slugOf } from '../../text/slug.ts';
import type { Values } from '../arguments.ts';
import { commandsFrom, type Rewrite } from '../how-to-run.ts';
import { placeholders } from '../placeholders.ts';
import { siteRoot } from '../site-root.ts';
import { UsageError } from '../usage-error.ts';
import { yamlText } from '../yaml-text.ts';

export async function run(values: Values): Promise<number> {
  const [title, ...rest] = values.operands;
  if (title === undefined || title.trim() === '')
    throw new UsageError('a new post needs a title', 'run `octavo new "My title"`');
  if (rest.length > 0) throw new UsageError('more than one title', 'put quotes around a title that has spaces');
  const root = siteRoot(values, true);
  const slug = requestedSlug(values) ?? slugOf(title);
  const now = `${new Date().toISOString().slice(0, 16)}Z`;
  const rewrite = commandsFrom(process.cwd(), values.text('root'));
  const files = newFiles(title, slug, now, values, rewrite);
  const existing = [`content/posts/${slug}`, `content/posts/${slug}.md`].find((path) => existsSync(join(root, path)));
  if (existing !== undefined)
    throw new UsageError(`\`${existing}\` already exists`, 'choose another title, or another address with `--slug`');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
  const paths = Object.keys(files).map((path) => relative(process.cwd(), join(root, path)));
  if (values.flag('json')) console.log(JSON.stringify({ ok: true, files: paths }, null, 2));
  else {
    for (const path of paths) console.log(`${pc.green('created')} ${path}`);
    console.log(pc.dim(`address: ${addressOf(root, slug, now)}`));
    if (values.flag('lab'))
      console.log(pc.dim(`next: run ${rewrite(`\`octavo labs --record ${slug}\``)} to record its listings`));
  }
  return 0;
}

/** The address of a new post, as the site's permalinks decide it. */
function addressOf(root: string, slug: string, now: string): string {
  const file = join(root, siteFile);
  const source = existsSync(file) ? { path: siteFile, text: readFileSync(file, 'utf8') } : null;
  const date = parsePostDate(now, 'UTC');
  const meta = { slug, url: null, date: isBadDate(date) ? null : date };
  const { permalinks } = decodeSiteConfig(source, { url: null }).value;
  return urlOf({ path: `content/posts/${slug}.md`, kind: 'post', meta }, permalinks);
}

/** Accepts only text that already is a slug: it becomes the name of a folder, and the address must be what the user typed. */
function requestedSlug(values: Values): string | null {
  const slug = values.text('slug');
  if (slug === null || (slug !== '' && slug === slugOf(slug))) return slug;
  const hint = /[\p{L}\p{N}]/u.test(slug) ? `such as \`--slug ${slugOf(slug)}\`` : 'such as `--slug my-title`';
  throw new UsageError(`\`${slug}\` is not a valid slug`, hint);
}

function newFiles(
  title: string,
  slug: string,
  now: string,
  values: Values,
  rewrite: Rewrite,
): { [path: string]: string } {
  const folder = `content/posts/${slug}`;
  if (values.flag('single') && values.flag('lab'))
    throw new UsageError('a post with a lab needs a folder', 'remove `--single`');
  const post = frontMatter(title, now, values) + (values.flag('lab') ? labBody : body);
  if (values.flag('single')) return { [`${folder}.md`]: post };
  if (!values.flag('lab')) return { [`${folder}/index.md`]: post };
  return {
    [`${folder}/index.md`]: post,
    [`${folder}/lab/lab.yaml`]: rewrite(labYaml),
    [`${folder}/lab/hello.sh`]: labProgram,
  };
}

function frontMatter(title: string, now: string, values: Values): string {
  const series = values.text('series');
  const tags = (values.text('tags') ?? '').split(',').map((tag) => tag.trim());
  const lines = [
    `title: ${yamlText(title)}`,
    `date: ${now}`,
    `description: ${placeholders.description}`,
    `tags: [${tags
      .filter((tag) => tag !== '')
      .map(yamlText)
      .join(', ')}]`,
    ...(series === null ? [] : [`series: ${yamlText(series)}`]),
    ...(values.flag('draft') ? ['draft: true'] : []),
  ];
  return `---\n${lines.join('\n')}\n---\n\n`;
}

const body = `${placeholders.question}

<!--more-->

## The first claim

Text.
`;

const labBody = `${placeholders.question}

<!--more-->

## The experiment

The program:

\`\`\`bash file=lab/hello.sh
\`\`\`

What it prints:

\`\`\`console step=hello
\`\`\`
`;

const labYaml = `# Steps that run this post's listings. Run them with \`octavo labs\`. Record them with \`octavo labs --record SLUG\`.
needs: [bash]
steps:
  - name: hello
    run: bash hello.sh
`;

const labProgram = `echo "hello from process $$" | sed 's/[0-9][0-9]*/PID/'
`;

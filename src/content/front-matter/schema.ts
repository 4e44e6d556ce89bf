// The fields of front matter. One definition validates them and generates the JSON Schema for editors. Never reads YAML: it gets values.

import * as z from 'zod';
import {
  address,
  count,
  date,
  dateOrGit,
  feedId,
  flag,
  languageTag,
  line,
  listOf,
  oneOrMore,
  pageAddress,
  prose,
  recordOr,
  siteAddress,
  webAddress,
} from '../settings/fields.ts';

export type FrontMatterSchema = ReturnType<typeof createSchema>;

const schemas = new Map<string, FrontMatterSchema>();

/** The schema of a site whose dates without a zone are in `timeZone`; cached for each combination of arguments. */
export function frontMatterSchema(timeZone: string, needsDate: boolean): FrontMatterSchema {
  const key = `${timeZone} ${needsDate}`;
  const schema = schemas.get(key) ?? createSchema(timeZone, needsDate);
  schemas.set(key, schema);
  return schema;
}

function createSchema(timeZone: string, needsDate: boolean) {
  const person = recordOr(
    'name',
    { name: line('Name of the author'), url: webAddress('Address of a page about the author').optional() },
    'An author',
  );
  const published = date('Date of publication: `2026-11-21`, or with a time', timeZone);
  return z.strictObject({
    title: line('The title of the post'),
    date: needsDate ? published : published.optional(),
    updated: dateOrGit(
      'Date of the last change in substance; `git` for that of the last commit that changed the file',
      timeZone,
    ).optional(),
    description: line('One sentence for lists, feeds and search engines').optional(),
    tags: listOf(line('A tag'), 'Two to five tags').optional(),
    series: recordOr(
      'name',
      { name: line('Name of the series'), part: count('Position in the series', 1, 9999).optional() },
      'The series it belongs to',
    ).optional(),
    slug: slug('Last part of the address; by default the name of the file or folder').optional(),
    url: pageAddress(
      'The whole address of the page, where its slug and the permalinks of the site give another',
    ).optional(),
    id: feedId('What feeds call the post; by default its first address').optional(),
    lang: languageTag('Language of the text, where it is not the language of the site').optional(),
    draft: flag('Leaves the post out of builds').optional(),
    unlisted: flag('Publishes the page, but leaves it out of lists, feeds and the sitemap').optional(),
    aliases: listOf(siteAddress('An old address'), 'Old addresses that redirect here').optional(),
    author: oneOrMore(person, 'The author: a name, or name and address').optional(),
    authors: oneOrMore(person, 'The authors: names, or names and addresses').optional(),
    canonical: webAddress('Address of the original, if it was first published elsewhere').optional(),
    cover: line('An image for social cards, in the folder of the post or in public/').optional(),
    translations: z
      .array(
        z.strictObject(
          {
            lang: languageTag('Language of the translation'),
            url: address('Address of the translation'),
            title: line('Title of the translation'),
          },
          { error: 'must have `lang`, `url` and `title`' },
        ),
        { error: 'must be a list' },
      )
      .meta({ description: 'The same text in other languages' })
      .optional(),
    discuss: listOf(webAddress('Address of a discussion'), 'Where readers discuss the post').optional(),
    toc: flag('Whether to show the table of contents').optional(),
    excerpt: prose('Markdown for lists, instead of the text above `<!--more-->`').optional(),
    notice: prose('A line of Markdown above the text').optional(),
    license: recordOr(
      'name',
      { name: line('Name of the license'), url: webAddress('Address of its text').optional() },
      'License of the text',
    ).optional(),
  });
}

export type FrontMatterFields = z.infer<FrontMatterSchema>;

/** One path segment: no slash, not only dots, nothing that a file system refuses. */
function slug(description: string) {
  const error = 'must be a single part of an address, without `/`\nwrite it like `my-first-post`';
  return line(description)
    .refine((text) => isSlug(text), { error })
    .meta({ description, editor: { type: 'string', pattern: '^[^/\\\\]+$' } });
}

/** Whether a text can be the last part of an address and a file name on every system. */
export function isSlug(text: string): boolean {
  return (
    // oxlint-disable-next-line no-control-regex
    !/[/\\:*?"<>|\0-\x1F\x7F]/.test(text) &&
    !/^\.+$/.test(text) &&
    text.trim() === text &&
    text !== '' &&
    new TextEncoder().encode(text).length <= 200
  );
}

// What front matter may say, field by field: the definition that validates it and from which editors get their schema.

import * as z from 'zod';
import {
  address,
  count,
  date,
  flag,
  languageTag,
  line,
  listOf,
  prose,
  recordOr,
  siteAddress,
  webAddress,
} from '../settings/fields.ts';

export type FrontMatterSchema = ReturnType<typeof makeSchema>;

const made = new Map<string, FrontMatterSchema>();

/** Front matter's schema for a site whose dates without a zone are in `timeZone`; made once per kind. */
export function frontMatterSchema(timeZone: string, needsDate: boolean): FrontMatterSchema {
  const key = `${timeZone} ${needsDate}`;
  const schema = made.get(key) ?? makeSchema(timeZone, needsDate);
  made.set(key, schema);
  return schema;
}

function makeSchema(timeZone: string, needsDate: boolean) {
  const published = date('When it was published: `2026-11-21`, or with a time', timeZone);
  return z.strictObject({
    title: line('The title of the post'),
    date: needsDate ? published : published.optional(),
    updated: date('When it was last changed in substance', timeZone).optional(),
    description: line('One sentence for lists, feeds and search engines').optional(),
    tags: listOf(line('A tag'), 'Two to five words that the post is filed under').optional(),
    series: recordOr(
      'name',
      { name: line('Name of the series'), part: count('Place in the series', 1, 9999).optional() },
      'The series it is a part of',
    ).optional(),
    slug: slug('Last part of its address; default: the name of its file or folder').optional(),
    draft: flag('Exists nowhere in a build').optional(),
    unlisted: flag('Has a page, but stands in no list, feed or sitemap').optional(),
    aliases: listOf(siteAddress('An old address'), 'Old addresses that lead here').optional(),
    author: line('Who wrote it').optional(),
    authors: listOf(line('A name'), 'Who wrote it').optional(),
    canonical: webAddress('Where the original stands, if not here').optional(),
    cover: line('A picture for cards, beside the post or in public/').optional(),
    translations: z
      .array(
        z.strictObject(
          {
            lang: languageTag('Language of the translation'),
            url: address('Where it stands'),
            title: line('Its title'),
          },
          { error: 'must have `lang`, `url` and `title`' },
        ),
        { error: 'must be a list' },
      )
      .meta({ description: 'The same text in other languages' })
      .optional(),
    toc: flag('Whether the contents list is shown').optional(),
    excerpt: prose('Markdown for the index, instead of the text above `<!--more-->`').optional(),
    notice: prose('A line of Markdown shown above the text').optional(),
    license: recordOr(
      'name',
      { name: line('Name of the licence'), url: webAddress('Its text').optional() },
      'Licence of the text',
    ).optional(),
  });
}

export type FrontMatterFields = z.infer<FrontMatterSchema>;

/** One segment of a path: no slash, no dots alone, nothing that no file system takes. */
function slug(description: string) {
  const error = 'must be one part of an address, without `/`\nwrite it like `my-first-post`';
  return line(description)
    .refine((text) => isSlug(text), { error })
    .meta({ description, editor: { type: 'string', pattern: '^[^/\\\\]+$' } });
}

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

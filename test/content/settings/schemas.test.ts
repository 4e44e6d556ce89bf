// What editors are told of front matter, `site.yaml` and `lab.yaml` is made from the definitions that validate them, and never differs from
// them. UPDATE=1 writes the files anew.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { frontMatterSchema } from '../../../src/content/front-matter/schema.ts';
import { labSchema } from '../../../src/content/lab/lab.ts';
import { siteSchema } from '../../../src/content/settings/site-settings.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '.vscode');

/** JSON Schema of a definition: each field as its `editor` says, where what is validated is text that is decoded. */
function editorSchema(definition: z.ZodType, title: string): string {
  const schema = z.toJSONSchema(definition, {
    target: 'draft-7',
    io: 'output',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const { editor, editorAlso, ...rest } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      const { description, ...whole } = rest;
      const also = editorAlso === 'item' ? rest.items : { type: 'string' };
      const kinds = editorAlso === undefined ? whole : { anyOf: [also, whole] };
      Object.assign(jsonSchema, description ? { description } : {}, editor ?? kinds);
    },
  });
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`;
}

test.each([
  ['front-matter.schema.json', editorSchema(frontMatterSchema('UTC', false), 'Front matter of a post or page')],
  ['site.schema.json', editorSchema(siteSchema, 'Settings of the site')],
  ['lab.schema.json', editorSchema(labSchema, 'Steps of the lab of a post')],
])('%s', (name, made) => {
  const file = join(folder, name);
  if (process.env['UPDATE'] === '1') writeFileSync(file, made);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(made);
  // What every definition must have for an editor to be of help.
  expect(JSON.parse(made)).toMatchObject({ type: 'object', additionalProperties: false });
});

test('a field is shown as its definition says', () => {
  const { properties } = JSON.parse(editorSchema(frontMatterSchema('UTC', false), ''));
  expect(properties.title).toEqual({ description: 'The title of the post', type: ['string', 'number', 'boolean'] });
  expect(properties.tags.anyOf[1]).toMatchObject({ type: 'array', items: { description: 'A tag' } });
  expect(properties.series.anyOf).toMatchObject([
    { type: 'string' },
    { type: 'object', properties: { part: { type: 'integer', minimum: 1 } }, required: ['name'] },
  ]);
  expect(properties.draft.anyOf).toContainEqual({ type: 'boolean' });
});

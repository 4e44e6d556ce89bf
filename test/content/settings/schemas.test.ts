// The JSON Schemas for editors are generated from the definitions that validate front matter, `site.yaml` and `lab.yaml`, so they never
// differ. UPDATE=1 writes the files.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { frontMatterSchema } from '../../../src/content/front-matter/schema.ts';
import { labSchema } from '../../../src/content/lab/lab.ts';
import { siteSchema } from '../../../src/content/settings/site-settings.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '.vscode');

/** JSON Schema of a definition. Validation works on text that it decodes, so each field's `editor` describes what an author may write. */
function editorSchema(definition: z.ZodType, title: string): string {
  const schema = z.toJSONSchema(definition, {
    target: 'draft-7',
    io: 'output',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const { editor, editorAlso, ...rest } = jsonSchema;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      const { description, ...full } = rest;
      const short = editorAlso === 'item' ? rest.items : { type: 'string' };
      const kinds = editorAlso === undefined ? full : { anyOf: [short, full] };
      Object.assign(jsonSchema, description ? { description } : {}, editor ?? kinds);
    },
  });
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`;
}

test.each([
  ['front-matter.schema.json', editorSchema(frontMatterSchema('UTC', false), 'Front matter of a post or page')],
  ['site.schema.json', editorSchema(siteSchema, 'Settings of the site')],
  ['lab.schema.json', editorSchema(labSchema, 'Steps of the lab of a post')],
])('%s', (name, schema) => {
  const file = join(folder, name);
  if (process.env['UPDATE'] === '1') writeFileSync(file, schema);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(schema);
  // Without these an editor can't report unknown keys.
  expect(JSON.parse(schema)).toMatchObject({ type: 'object', additionalProperties: false });
});

test('fields have the types that their definitions allow', () => {
  const { properties } = JSON.parse(editorSchema(frontMatterSchema('UTC', false), ''));
  expect(properties.title).toEqual({ description: 'The title of the post', type: ['string', 'number', 'boolean'] });
  expect(properties.tags.anyOf[1]).toMatchObject({ type: 'array', items: { description: 'A tag' } });
  expect(properties.series.anyOf).toMatchObject([
    { type: 'string' },
    { type: 'object', properties: { part: { type: 'integer', minimum: 1 } }, required: ['name'] },
  ]);
  expect(properties.draft.anyOf).toContainEqual({ type: 'boolean' });
});

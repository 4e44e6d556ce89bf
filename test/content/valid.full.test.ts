// The HTML of every case, on pages, in feeds and in excerpts, is valid and accessible by the rules of html-validate.

import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import type { SlottedHtml } from '../../src/model/page.ts';
import { caseFiles, inputOf } from '../support/cases.ts';
import { pageOf } from '../support/shown.ts';

/** Cases in which the author's own HTML is invalid, or a heading is empty. */
const invalid = ['unclosed elements end with the page, footnotes stay outside', 'headings without letters or digits'];

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    'no-inline-style': 'error',
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
  },
});

describe.each(caseFiles())('$name', ({ cases }) => {
  test.each(cases.filter(({ name }) => !invalid.includes(name) && !name.startsWith('trusted')))(
    '$name',
    async (one) => {
      const { text, options } = inputOf(one);
      const { body, excerpt } = (await pageOf(text, options)).value;
      const all = [filled(body.html, 'site'), filled(body.html, 'feed'), filled(excerpt.html, 'site')];
      for (const html of new Set(all)) {
        expect(await complaints(html)).toEqual([]);
      }
    },
  );
});

async function complaints(html: string): Promise<string[]> {
  const page = `<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><h1>T</h1>${html}</body></html>`;
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

function filled(html: SlottedHtml, medium: 'site' | 'feed'): string {
  return html
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'per-output') return filled(part[medium], medium);
      return part.kind === 'image' ? '<img src="picture.png" alt="A picture">' : 'address';
    })
    .join('');
}

// Titles, descriptions and site settings get smart punctuation, except where they may contain code.

import { expect, test } from 'vitest';
import { punctuated } from '../../../src/content/context/line-punctuation.ts';

test.each([
  ['Go\'s net/http isn\'t "simple"', 'en', 'Go’s net/http isn’t “simple”'],
  ['"One," she said, "or \'two\'?"', 'en', '“One,” she said, “or ‘two’?”'],
  ["Was \"schnell\" heißt: die Autoren' und 'er'", 'de', 'Was „schnell“ heißt: die Autoren’ und ‚er‘'],
  ['("quoted") -- "again"', 'en', '(“quoted”) – “again”'],
  ['What `"--rm"` and `it\'s` do', 'en', 'What `"--rm"` and `it\'s` do'],
  ['What --rm does -- and -i, too --- always...', 'en', 'What --rm does – and -i, too — always…'],
  ['go test ./... and a..b', 'en', 'go test ./... and a..b'],
  ["The '90s, users' guides", 'en', 'The ’90s, users’ guides'],
  ["L'été", 'fr', 'L’été'],
  ['plain', 'fr', 'plain'],
  ['', 'en', ''],
])('%s in %s', (line, language, expected) => expect(punctuated(line, language)).toBe(expected));

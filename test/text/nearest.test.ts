import { expect, test } from 'vitest';
import { nearest } from '../../src/text/nearest.ts';

function check(word: string, names: readonly string[], expected: string | null) {
  test(`${word} among ${names.join(', ')}`, () => expect(nearest(word, names)).toBe(expected));
}

check('titel', ['title', 'tags'], 'title');
check('serie', ['slug', 'series'], 'series');
check('DATE', ['date', 'draft'], 'date');
check('go', ['c', 'go'], 'go');
check('g', ['go'], 'go');
check('x', ['a', 'b'], null);
check('', ['a'], null);
check('a', ['a'], 'a');
check('xyz', ['title', 'tags'], null);
check('constructor', ['canonical', 'description'], null);
check('ab', ['ac', 'aa'], 'aa');
check('anything', [], null);

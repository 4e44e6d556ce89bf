// Which lines of a failed step's output are shown.

import { expect, test } from 'vitest';
import { headAndTail } from '../../src/labs/head-and-tail.ts';

test.each([
  ['', ['']],
  ['1\n2\n3\n', ['1', '2', '3']],
  ['1\n2\n3\n4', ['1', '2', '3', '4']],
  ['1\n2\n3\n4\n5\n', ['1', '… 2 lines …', '4', '5']],
  ['1\n2\n3\n4\n5\n6\n\n\n', ['1', '… 3 lines …', '5', '6']],
])('%j', (text, expected) => {
  expect(headAndTail(text, 1, 2)).toEqual(expected);
});

// A mistake in a component that several templates use is reported once.

import { expect, test } from 'vitest';
import { error } from '../../src/model/diagnostic.ts';
import { templateFailure, withSharedFailures } from '../../src/theme/failures.ts';

const at = (start: number) => ({ path: 'templates/components/footer.tsx', start, end: start + 1 });

test('one report names all templates that fail at one place for one reason', () => {
  const other = error('link/broken', 'the template `list` fails: no', at(1));
  const found = withSharedFailures([
    templateFailure('list', 'no `b`', at(1), null),
    other,
    templateFailure('article', 'no `b`', at(1), null),
    templateFailure('list', 'no `b`', at(1), null),
    templateFailure('article', 'no `b`', at(9), null),
    templateFailure('article', '', at(1), null),
  ]);
  expect(found.map(({ message }) => message)).toEqual([
    '2 templates fail: no `b` (`article`, `list`)',
    other.message,
    'the template `article` fails: no `b`',
    'the template `article` fails: ',
  ]);
});

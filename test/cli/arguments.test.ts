// Parsing of command-line arguments, and the messages for wrong ones.

import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import { commandFor } from '../../src/cli/command-list.ts';
import { isUsageError } from '../../src/cli/usage-error.ts';

function parsed(line: string) {
  const [name = '', ...words] = line.split(' ');
  return parseArguments(commandFor(name), words);
}

/** Tests the message and the hint for a wrong command line. */
function check(line: string, message: string, hint: string | null) {
  test(line, () => {
    try {
      parsed(line).count('workers', 1, 64);
      expect.unreachable();
    } catch (cause) {
      if (!isUsageError(cause)) throw cause;
      expect([cause.message, cause.hint]).toEqual([message, hint]);
    }
  });
}

test('values are found by name', () => {
  const values = parsed('build --root blog --drafts --workers=3');
  expect([values.text('root'), values.flag('drafts'), values.flag('future'), values.count('workers', 1, 64)]).toEqual([
    'blog',
    true,
    false,
    3,
  ]);
});

test('an option may be given several times where its help says so', () => {
  expect(parsed('dev --allow-host a.example --allow-host=b.example').texts('allow-host')).toEqual([
    'a.example',
    'b.example',
  ]);
  expect(parsed('dev').texts('allow-host')).toEqual([]);
});

test('operands keep their order', () => {
  expect(parsed('labs one --strict two').operands).toEqual(['one', 'two']);
});

describe('wrong usage says what to type', () => {
  check('biuld', 'unknown command `biuld`', 'did you mean `octavo build`?');
  check('build --drfats', '`octavo build` has no option `--drfats`', 'did you mean `--drafts`?');
  check('build --xyzzy', '`octavo build` has no option `--xyzzy`', '`octavo build --help` lists the options');
  check('serve', 'unknown command `serve`', 'did you mean `octavo dev`?');
  check('watch', 'unknown command `watch`', 'did you mean `octavo dev`?');
  check('generate', 'unknown command `generate`', 'did you mean `octavo build`?');
  check('lint', 'unknown command `lint`', 'did you mean `octavo check`?');
  check('dev --bind 0.0.0.0', '`octavo dev` has no option `--bind`', 'did you mean `--host`?');
  check('dev --allowed-hosts x', '`octavo dev` has no option `--allowed-hosts`', 'did you mean `--allow-host`?');
  check('build --destination x', '`octavo build` has no option `--destination`', 'did you mean `--out`?');
  check('build --buildDrafts', '`octavo build` has no option `--buildDrafts`', 'did you mean `--drafts`?');
  check('build --bind x', '`octavo build` has no option `--bind`', '`octavo build --help` lists the options');
  check('build posts', 'unexpected argument `posts` for `octavo build`', 'see `octavo build --help`');
  check('build --root', '`--root` needs a value: `--root DIR`', 'see `octavo build --help`');
  check('build --workers none', '`--workers` must be a whole number from 1 to 64, not `none`', null);
});

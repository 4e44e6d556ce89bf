import { expect, test } from 'vitest';
import type { Heading } from '../../../../src/model/page.ts';
import type { OutlineProps } from '../../../../src/model/props.ts';
import { outlineOf } from '../../../../src/site/views/parts/outline.ts';

/** Depths of consecutive headings, and the tree that they form: `1(2 3) 4`, numbered in order. */
function check(depths: string, expected: string) {
  test(`${depths} → ${expected}`, () => {
    const headings = Array.from(depths, (depth, index): Heading => {
      const known = ([2, 3, 4, 5, 6] as const).find((level) => String(level) === depth);
      return { depth: known ?? 2, id: `h${index + 1}`, text: String(index + 1) };
    });
    expect(printed(outlineOf(headings))).toBe(expected);
  });
}

function printed(outline: readonly OutlineProps[]): string {
  return outline.map(({ text, children }) => (children.length > 0 ? `${text}(${printed(children)})` : text)).join(' ');
}

check('', '');
check('22', '');
check('222', '1 2 3');
check('2332', '1(2 3) 4');
check('322', '1 2 3');
check('3323', '1 2 3(4)');
check('2443', '');
check('24433', '1(4 5)');
check('23456', '');

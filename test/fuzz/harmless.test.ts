// Tests the check that the fuzz tests use: it must find harmful HTML and must accept harmless HTML.

import { expect, test } from 'vitest';
import { expectHarmless } from './harmless.ts';

const harmful = [
  '<script>',
  '<iframe></iframe>',
  '<p onclick="x">a</p>',
  '<p style="x">a</p>',
  '<a href="javascript:x">a</a>',
  '<b>',
  '</b>',
  '<b><i></b></i>',
  'a < b',
  '\uD800',
  '\uFDD0',
];
const harmless = ['<b>a</b>', 'a &lt; b', '<img src="x"><br>', '<a href="/x">a</a>', '😀'];

test.each(harmful)('harmful: %j', (html) => {
  expect(() => expectHarmless(html)).toThrow();
});

test.each(harmless)('harmless: %j', (html) => {
  expect(() => expectHarmless(html)).not.toThrow();
});

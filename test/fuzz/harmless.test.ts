// Tests the check that the fuzz tests use: it must find harmful HTML and must accept harmless HTML.

import { expect, test } from 'vitest';
import { expectHarmless } from './harmless.ts';

const harmful = [
  '<script>',
  '<iframe></iframe>',
  '<p onclick="x">a</p>',
  '<p style="x">a</p>',
  '<a href="javascript:x">a</a>',
  '<a href=" java&#10;script:x">a</a>',
  '<a href="&#1;JAVASCRIPT:x">a</a>',
  '<a href="vbscript:x">a</a>',
  '<a href="data:text/html,x">a</a>',
  '<img src="data:text/html,x">',
  '<img srcset="a.png 1x, javascript:x 2x">',
  '<svg><a xlink:href="javascript:x">a</a></svg>',
  '<video poster="javascript:x"></video>',
  '<a onclick=x>a</a>',
  '<object data="x"></object>',
  '<b>',
  '</b>',
  '<b><i></b></i>',
  'a < b',
  '\uD800',
  '\uFDD0',
];
const harmless = [
  '<b>a</b>',
  'a &lt; b',
  '<img src="x"><br>',
  '<a href="/x">a</a>',
  '😀',
  // An address whose text contains `javascript:` but whose scheme is harmless: found by random texts.
  '<a href="https:%5Ba%5D(javascript:x)//host/">a</a>',
  '<a href="/javascript:x">a</a>',
  '<a href="?q=javascript:x#javascript:y">a</a>',
  '<a href="./javascript:x">a</a>',
  '<a href="https://a.example/data:x">a</a>',
  '<img src="data:image/svg+xml,%3Csvg%3E">',
];

test.each(harmful)('harmful: %j', (html) => {
  expect(() => expectHarmless(html)).toThrow();
});

test.each(harmless)('harmless: %j', (html) => {
  expect(() => expectHarmless(html)).not.toThrow();
});

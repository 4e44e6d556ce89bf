import { expect, test } from 'vitest';
import { nameKey, pageSlugOf, slugOf, slugsFor } from '../../src/text/slug.ts';

function check(name: string, expected: string) {
  test(`slug of ${JSON.stringify(name)}`, () => expect(slugOf(name)).toBe(expected));
}

function checkSame(one: string, other: string, expected: boolean) {
  test(`${JSON.stringify(one)} and ${JSON.stringify(other)} are ${expected ? 'one name' : 'two names'}`, () =>
    expect(nameKey(one) === nameKey(other)).toBe(expected));
}

function checkSet(expected: { readonly [name: string]: string }) {
  const names = Object.keys(expected);
  test(`slugs for ${names.join(', ')}`, () => {
    expect(Object.fromEntries(slugsFor(names))).toEqual(expected);
    // Names that come later never change it.
    for (let count = 1; count < names.length; count++) {
      const first = names.slice(0, count);
      const fewer = Object.fromEntries(slugsFor(first));
      expect(fewer).toEqual(Object.fromEntries(first.map((name) => [name, expected[name]])));
    }
  });
}

check('Go', 'go');
check('C', 'c');
check('C++', 'c-plus-plus');
check('C#', 'c-sharp');
check('.NET', 'dot-net');
check('ASP.NET', 'asp-net');
check('Node.js', 'node-js');
check('R&D', 'r-and-d');
check('CI/CD', 'ci-cd');
check('a|b ^c`~', 'a-b-c');
check("What's new?", 'whats-new');
check('  Event   loops ', 'event-loops');
check('日本', '日本');
check('Ünïcode', 'ünïcode');
check('U\u0308', 'ü');
check('हिन्दी', 'हिन्दी');
check('🚀', 'u1f680');
check('❤\uFE0F', 'u2764-ufe0f');
check('...', 'dot');
check('---', 'u2d-u2d-u2d');
check('?', 'u3f');
check('', 'unnamed');
check('\u200F', 'u200f');
check('../../etc', 'dot-etc');
check('constructor', 'constructor');
check('a'.repeat(300), 'a'.repeat(120));
check('日'.repeat(300), '日'.repeat(40));

checkSame('Event loops', 'event-loops', true);
checkSame('event_loops', 'EVENT LOOPS', true);
checkSame('caf\u00E9', 'cafe\u0301', true);
checkSame('go', 'go\u200F', true);
checkSame('C', 'C++', false);
checkSame('node.js', 'node-js', false);
checkSame('nodejs', 'node-js', false);
checkSame('-', '--', true);

checkSet({ C: 'c', 'C++': 'c-plus-plus', 'C#': 'c-sharp', 日本: '日本' });
checkSet({ '.NET': 'dot-net', 'dot-net': 'dot-net-2' });
checkSet({ 'node.js': 'node-js', 'node-js': 'node-js-2', 'node/js': 'node-js-3', 'node-js-2': 'node-js-2-2' });
checkSet({ 'c plus plus': 'c-plus-plus', 'C++': 'c-plus-plus-2' });
checkSet({ Go: 'go', GO: 'go' });
checkSet({ 'x-2': 'x-2', 'x.': 'x', 'x!': 'x-3', x: 'x-4' });

test.each([
  ['my-post', 'my-post'],
  ['My Folder', 'my-folder'],
  ['My_File', 'my-file'],
  ['my_file.v1.2', 'my_file.v1.2'],
  ['CamelCase', 'camelcase'],
  ['C++ tips', 'c-plus-plus-tips'],
  ['100%', '100-percent'],
  ['what?', 'what'],
  ['日本語', '日本語'],
  ['Grüße', 'grüße'],
  ['🐙', 'u1f419'],
  ['~tilde', '~tilde'],
  ['', ''],
])('a file named %j is at %j', (name, slug) => expect(pageSlugOf(name)).toBe(slug));

import { expect, test } from 'vitest';
import { discussionLinks } from '../../../../src/site/views/parts/discussions.ts';

test.each([
  ['https://news.ycombinator.com/item?id=1', 'Hacker News'],
  ['https://lobste.rs/s/abc/title', 'Lobsters'],
  ['https://www.reddit.com/r/golang/comments/1', 'Reddit'],
  ['https://github.com/a/b/discussions/1', 'GitHub'],
  ['https://hachyderm.io/@ada/112233', 'Mastodon'],
  ['https://medium.com/@ada/a-title', 'medium.com'],
  ['https://www.forum.example:8443/t/1', 'forum.example:8443'],
])('%s', (href, title) => expect(discussionLinks([href])).toEqual([{ href, title }]));

test('an address is made safe to print', () => {
  expect(discussionLinks(['https://a.example/"<b>'])[0]?.href).toBe('https://a.example/%22%3Cb%3E');
});

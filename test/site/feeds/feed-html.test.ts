// Guards “no class, span or data attribute of the site in feeds” for one entry: what goes, what stays, and that text never changes.

import { expect, test } from 'vitest';
import { feedHtml } from '../../../src/site/feeds/feed-html.ts';

const cases: readonly (readonly [name: string, html: string, inFeed: string])[] = [
  [
    'highlighted code with numbered lines',
    '<div class="code" data-language="Go"><pre tabindex="0" role="region" aria-label="Go code"><code class="hljs language-go"><span class="line" data-line="4"><span class="hljs-keyword">if</span> a &lt; b &amp;&amp; c > d {</span>\n</code></pre></div>',
    '<div><pre><code>if a &lt; b &amp;&amp; c > d {\n</code></pre></div>',
  ],
  ['a span of the author', '<span lang="fr">a <span class="x">b</span> c</span>', '<span lang="fr">a b c</span>'],
  [
    'a quote, an equals sign and an angle bracket in attributes',
    '<img src="a.png" alt="a > b, class=&#x22;x&#x22; data-y=1" class="z">',
    '<img src="a.png" alt="a > b, class=&#x22;x&#x22; data-y=1">',
  ],
  [
    'attributes without values',
    '<video controls class="v" data-x src="a.mp4"></video>',
    '<video controls src="a.mp4"></video>',
  ],
  [
    'elements without content',
    '<svg class="a"><path class="b" d="M0 0"/></svg><br>',
    '<svg><path d="M0 0"/></svg><br>',
  ],
  ['scripts and styles of trusted HTML', 'a<script class="x">"<span class=y>"</script>b<style>p{}</style>c', 'abc'],
  [
    'text that looks like markup',
    '<p>&lt;span class="x"> data-y="1" &lt;/span></p>',
    '<p>&lt;span class="x"> data-y="1" &lt;/span></p>',
  ],
  [
    'footnotes',
    '<sup class="footnote-mark"><a href="https://e.org/#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>',
    '<sup><a href="https://e.org/#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>',
  ],
];

test.each(cases)('%s', (_, html, inFeed) => {
  expect(feedHtml(html)).toBe(inFeed);
});

// Complete props for every template, for the theme's tests and screenshots.

import { readFileSync } from 'node:fs';

import type {
  DateProps,
  EntryProps,
  PageFrame,
  PostLinkProps,
  SeriesBoxProps,
  TemplateName,
  TemplateProps,
} from '../../src/model/props.ts';
import type { TemplateBundle } from '../../src/theme/bundle.ts';

/** The HTML that Markdown produces: one element of each kind. */
export const sampleBody: string = readFileSync(new URL('./sample-body.html', import.meta.url), 'utf8').replaceAll(
  /\n(?=<(?!\/code|span))/g,
  '',
);

const day = (iso: string, text: string): DateProps => ({ iso, text });

function link(title: string, description: string | null, date: DateProps, minutes: number): PostLinkProps {
  return { href: '../post/', title, description, date, minutes, unpublished: null };
}

const posts: readonly PostLinkProps[] = [
  link(
    'Container networking from scratch',
    'Namespaces, veth pairs, a bridge and NAT, built by hand with iproute2 and watched with tcpdump.',
    day('2026-11-21', '21 November 2026'),
    14,
  ),
  link(
    'An event loop in 100 lines',
    'A single-threaded server on epoll: readiness, timers, and what Node does with them.',
    day('2026-11-18', '18 November 2026'),
    11,
  ),
  link(
    'What a recovered panic leaves behind: mutexes, goroutines and a very quiet deadlock in net/http',
    'Why recover() is not a seat belt.',
    day('2026-10-30', '30 October 2026'),
    9,
  ),
  link('Socket options under net/http', null, day('2025-12-01', '1 December 2025'), 12),
];

const series: SeriesBoxProps = {
  href: '/series/containers/',
  title: 'Containers from scratch',
  description: 'What a container is made of, one kernel feature at a time.',
  parts: posts.slice(0, 3).map((post, index) => partOf(post, index === 1)),
};

const tags = ['linux', 'networking', 'containers'].map((title) => ({ href: `/tags/${title}/`, title }));

const excerpts = [
  sampleBody.slice(0, sampleBody.indexOf('<h2')).replaceAll(/<aside.*?<\/aside>|<sup.*?<\/sup>/g, ''),
  `<p>Every server that holds ten thousand connections does the same four things in a circle. We write the circle in C, then in 100 lines of Python, and find its pieces again in Node:</p><ul><li>ask the kernel <em>who is ready</em>;</li><li>run what waited for that;</li><li>run the timers that are due.</li></ul><div class="code" data-language="Python"><pre><code class="hljs language-python"><span class="hljs-keyword">while</span> tasks:\n    <span class="hljs-keyword">for</span> key, _ <span class="hljs-keyword">in</span> selector.select(timeout):\n        key.data.send(<span class="hljs-literal">None</span>)</code></pre></div>`,
  `<p>A handler panics, <code>net/http</code> recovers, the log has a line, the server goes on. And an hour later every request hangs, CPU at zero. This post makes it happen in forty lines, reads the goroutine dump, and shows which three habits keep it from happening.</p>`,
];

const entries: readonly EntryProps[] = posts.slice(0, 3).map(entryOf);

function partOf(post: PostLinkProps, current: boolean): SeriesBoxProps['parts'][number] {
  return { ...post, current };
}

function entryOf(post: PostLinkProps, index: number): EntryProps {
  return {
    ...post,
    unpublished: index === 2 ? 'draft' : null,
    updated: index === 0 ? day('2026-11-22', '22 November 2026') : null,
    tags: tags.slice(index),
    series: index === 1 ? { href: series.href, title: series.title, part: 2, of: 3 } : null,
    excerptHtml: excerpts[index] ?? '',
    hasMore: true,
  };
}

/** The props that every page of the sample site gets; the bundle's assets are under `root`. */
function frameOf(bundle: TemplateBundle, name: TemplateName, root: string): PageFrame {
  const here = (urls: readonly string[]) => urls.map((url) => root + url.slice(1));
  const uses = bundle.uses[name];
  return {
    lang: 'en',
    site: {
      title: 'Octavo',
      tagline: 'Long posts about how computers work, with programs that ran and output that was recorded.',
      language: 'en',
      author: { name: 'The Octavo authors', url: null },
      license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
      homeHref: `${root}list/`,
      nav: [
        { href: `${root}article/`, title: 'Article', current: name === 'article' ? 'page' : null },
        { href: `${root}archive/`, title: 'Archive', current: name === 'archive' ? 'page' : null },
        { href: `${root}page/`, title: 'About', current: name === 'page' ? 'section' : null },
      ],
      searchHref: `${root}search/`,
      feeds: { atomHref: `${root}feed.xml`, rssHref: `${root}rss.xml`, jsonHref: `${root}feed.json` },
      archiveHref: `${root}archive/`,
      tagsHref: `${root}tags/`,
      seriesHref: `${root}all-series/`,
    },
    head: {
      title: `${name} – Octavo`,
      description: 'A page of the sample site.',
      canonical: 'https://example.org/page/',
      styleHrefs: here(uses.styles),
      scriptHrefs: here(uses.scripts),
      earlyScriptHrefs: here(uses.earlyScripts),
      preloadFontHrefs: here(uses.preloadFonts),
      feeds: [{ href: `${root}feed.xml`, title: 'Octavo', type: 'application/atom+xml' }],
      openSearchHref: `${root}opensearch.xml`,
      prevHref: null,
      nextHref: null,
      robots: null,
      openGraph: [['og:title', 'A <title> & more']],
      jsonLd: [{ '@context': 'https://schema.org', '@type': 'BlogPosting', headline: '</script><script>alert(1)//' }],
      alternates: [{ lang: 'de', href: 'https://example.org/de/' }],
      markdownHref: 'index.md',
      policy:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'",
      iconHref: bundle.icon === null ? null : root + bundle.icon.slice(1),
    },
  };
}

/** Complete props for each template. `root` is the path of the site's root, relative to the page. */
export function sampleProps(bundle: TemplateBundle, root: string): TemplateProps {
  const frame = (name: TemplateName) => frameOf(bundle, name, root);
  const pager = {
    number: 1,
    of: 9,
    newerHref: null,
    olderHref: 'page/2/',
    pages: [1, 2, 3, 9].map((number) => ({ number, href: `page/${number}/`, current: number === 1 })),
  };
  const outline = [
    { href: '#what-is-a-namespace', text: 'What is a network namespace?', children: [] },
    {
      href: '#a-pair-of-ends',
      text: 'A cable with two ends',
      children: [{ href: '#lines', text: 'With marked lines, and a difference', children: [] }],
    },
    {
      href: '#how-fast-is-it',
      text: 'How fast is it, and how long may a heading be before it takes a second line?',
      children: [],
    },
  ];
  const noticeHtml = '<p>As of October 2026; the commands need <em>iproute2</em> 6.1 or newer.</p>';
  return {
    article: {
      ...frame('article'),
      title: 'Container networking from scratch: namespaces, veth pairs and a bridge',
      noticeHtml,
      bodyHtml: sampleBody,
      date: day('2026-11-21', '21 November 2026'),
      updated: day('2026-11-22', '22 November 2026'),
      minutes: 14,
      unpublished: null,
      authors: [
        { name: 'Ada', url: null, pageHref: null },
        { name: 'Grace', url: 'https://grace.example/', pageHref: null },
        { name: 'Barbara', url: null, pageHref: null },
      ],
      tags,
      series,
      outline,
      newer: posts[1] ?? null,
      older: posts[2] ?? null,
      related: posts.slice(1, 4),
      backlinks: posts.slice(2, 4),
      translations: [{ lang: 'de', href: 'https://example.org/de/', title: 'Container-Netze von Grund auf' }],
      discussions: [
        { href: 'https://news.ycombinator.com/item?id=1', title: 'Hacker News' },
        { href: 'https://lobste.rs/s/abc', title: 'Lobsters' },
      ],
      editHref: 'https://example.org/edit',
      sourceHref: 'https://example.org/source',
      historyHref: 'https://example.org/history',
      license: { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
      lab: {
        date: day('2026-11-20', '20 November 2026'),
        environment: 'go 1.19.8, Linux 6.1',
        files: [
          { href: 'lab/main.go', title: 'main.go' },
          { href: 'lab/run.sh', title: 'run.sh' },
        ],
      },
    },
    page: {
      ...frame('page'),
      title: 'About this site',
      noticeHtml: null,
      bodyHtml: sampleBody,
      updated: day('2026-11-22', '22 November 2026'),
      translations: [],
      outline,
      editHref: 'https://example.org/edit',
    },
    list: { ...frame('list'), heading: null, description: null, entries, pager, feedHref: null, author: null },
    tag: {
      ...frame('tag'),
      heading: 'networking',
      description: 'Packets, sockets, and what is between them.',
      entries,
      pager: { ...pager, number: 2, newerHref: '../' },
      feedHref: 'feed.xml',
      author: null,
    },
    tags: {
      ...frame('tags'),
      tags: ['concurrency', 'containers', 'go', 'linux', 'networking', 'node', 'performance'].map((title, index) => ({
        href: `${root}tag/`,
        title,
        slug: title,
        count: 1 + ((index * 5) % 9),
        description:
          index % 3 === 2 ? null : `What the site says about ${title}, in a sentence that may be a little longer.`,
      })),
    },
    'all-series': {
      ...frame('all-series'),
      series: [series, { ...series, title: 'Go under the hood', description: null }],
    },
    series: {
      ...frame('series'),
      series: { ...series, parts: series.parts.map((part) => partOf(part, false)) },
    },
    archive: {
      ...frame('archive'),
      years: [
        { year: '2026', posts: posts.slice(0, 3) },
        { year: '2025', posts: posts.slice(3) },
      ],
    },
    search: { ...frame('search'), indexHref: `${root}search.json` },
    'not-found': { ...frame('not-found'), recent: posts.slice(0, 3) },
    redirect: {
      lang: 'en',
      title: 'Container networking from scratch',
      href: '../article/',
      canonical: null,
      policy: "default-src 'none'",
    },
  };
}

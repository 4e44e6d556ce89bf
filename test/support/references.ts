// Extracts every address in a finished file of a site, as its reader would request it: from pages, feeds, sitemaps, the search index,
// redirects and Markdown. Must share no code with the code that writes them.

import { SaxesParser } from 'saxes';

/** Absolute addresses without fragments; `at` is the address of the file itself. */
export function referencesIn(path: string, text: string, at: string): ReadonlySet<string> {
  const found = writtenIn(path, text).flatMap((reference) => {
    const base = path.startsWith('search/pages/') ? new URL('../../', at).href : at;
    if (!URL.canParse(reference, base)) throw new Error(`${path}: ${reference} is not an address`);
    const url = new URL(reference, base);
    url.hash = '';
    return [url.href];
  });
  return new Set(found);
}

function writtenIn(path: string, text: string): readonly string[] {
  if (path.endsWith('.html')) return inHtml(text);
  if (path.endsWith('.xml')) return inXml(text);
  if (path.endsWith('feed.json')) return inFeed(text);
  if (path.startsWith('search/pages/')) return [...text.matchAll(/^\{"href":"([^"]*)"/gm)].map(([, href = '']) => href);
  // Hosts that read `_redirects` serve sites at the root, so its root-relative addresses are made relative here.
  if (path === '_redirects') return text.split(/[\n ]/).flatMap((word) => (/^\/.*\/$/.test(word) ? [`.${word}`] : []));
  if (path.endsWith('.md') || path === 'llms.txt')
    return [...text.matchAll(/\]\(<?([^)>\s]+)/g)].map(([, to = '']) => to);
  return [];
}

function inHtml(html: string): string[] {
  const single = [...html.matchAll(/\s(?:href|src|poster|action)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, one, other]) => unescaped(one ?? other ?? ''),
  );
  const sets = [...html.matchAll(/\ssrcset="([^"]*)"/g)].flatMap(([, set = '']) =>
    unescaped(set)
      .split(/,\s+/)
      .map((candidate) => candidate.trim().split(/\s/)[0] ?? ''),
  );
  const metas = [...html.matchAll(/<meta [^>]*content="(?:\d+;\s*url=)?([^"]*)"/gi)].map(([, url = '']) =>
    unescaped(url),
  );
  const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
    ([, json = '']) => json,
  );
  const jsonLd = [...data.join().matchAll(/"(https?:[^"\\]+)"/g)].map(([, url = '']) => url);
  return [...single, ...sets, ...metas.filter((url) => /^https?:|^\.{0,2}\//.test(url)), ...jsonLd];
}

/** Addresses are in attributes and in some elements; the texts of posts are HTML in XML. */
function inXml(xml: string): string[] {
  const found: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  let content = '';
  const append = (text: string): void => {
    content += text;
  };
  parser.on('error', (problem) => {
    throw problem;
  });
  parser.on('opentag', ({ attributes }) => {
    content = '';
    for (const { local, value } of Object.values(attributes))
      if (['href', 'src', 'url'].includes(local)) found.push(value);
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', ({ local }) => {
    if (local === 'loc' || local === 'link' || local === 'guid' || local === 'url') found.push(content.trim());
    else if (content.includes('<')) found.push(...inHtml(content));
    content = '';
  });
  parser.write(xml).close();
  return found.filter((reference) => reference !== '' && !reference.startsWith('http://www.w3.org/'));
}

function inFeed(json: string): string[] {
  const found: string[] = [];
  JSON.parse(json, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'content_html') found.push(...inHtml(value));
    else if (/^(?:url|image|home_page_url|feed_url)$/.test(key)) found.push(value);
    return value;
  });
  return found;
}

function unescaped(text: string): string {
  const names: { readonly [name: string]: string } = { quot: '"', lt: '<', gt: '>', amp: '&', apos: "'" };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (digits !== undefined) return String.fromCodePoint(Number(digits));
    return names[name ?? ''] ?? whole;
  });
}

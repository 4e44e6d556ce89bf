// Reads what a published page or feed says about addresses: ids, links, entries. Works on tags alone, because old sites have thousands of pages.

export interface ScannedPage {
  readonly headingIds: readonly string[];
  readonly ids: ReadonlySet<string>;
  /** Links with a fragment. */
  readonly links: readonly { readonly href: string; readonly fragment: string }[];
  readonly isRedirect: boolean;
}

export function scanPage(html: string): ScannedPage {
  const headingIds: string[] = [];
  const ids = new Set<string>();
  const links: { href: string; fragment: string }[] = [];
  let isRedirect = false;
  let isInHeading = false;
  const visible = html.replace(/<!--[\s\S]*?-->|<(script|style|template|svg)\b[\s\S]*?<\/\1\s*>/gi, '');
  for (const [, slash = '', name = '', rest = ''] of visible.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g,
  )) {
    const tag = name.toLowerCase();
    if (/^h[1-6]$/.test(tag)) isInHeading = slash === '';
    if (slash !== '') continue;
    const id = attribute(rest, 'id') ?? (tag === 'a' ? attribute(rest, 'name') : null);
    if (id !== null && id !== '') {
      ids.add(id);
      if (isInHeading) headingIds.push(id);
    }
    if (tag === 'meta' && /http-equiv\s*=\s*["']?refresh/i.test(rest)) isRedirect = true;
    const href = tag === 'a' ? attribute(rest, 'href') : null;
    const hash = href?.indexOf('#') ?? -1;
    if (href !== null && hash >= 0 && hash < href.length - 1)
      links.push({ href: href.slice(0, hash), fragment: decoded(href.slice(hash + 1)) });
  }
  return { headingIds: [...new Set(headingIds)], ids, links, isRedirect };
}

/** Entries of an Atom, RSS or JSON feed; null for any other file. */
export function scanFeed(text: string): readonly { readonly id: string; readonly link: string }[] | null {
  if (/^\s*\{/.test(text)) return jsonEntries(text);
  if (!/<(?:rss|feed|rdf:RDF)\b/.test(text.slice(0, 2000))) return null;
  return [...text.matchAll(/<(item|entry)\b[^>]*>([\s\S]*?)<\/\1>/g)].flatMap(([, , entry = '']) => {
    const href = /<link\b(?![^>]*rel=["'](?!alternate))[^>]*\bhref=["']([^"']+)["']/.exec(entry)?.[1];
    const link = href ?? /<link>\s*(?:<!\[CDATA\[)?([^<\]]+)/.exec(entry)?.[1];
    const id = /<(?:guid|id)\b[^>]*>\s*(?:<!\[CDATA\[)?([^<\]]+)/.exec(entry)?.[1] ?? link;
    return id === undefined ? [] : [{ id: unescaped(id.trim()), link: unescaped((link ?? id).trim()) }];
  });
}

function jsonEntries(text: string): readonly { readonly id: string; readonly link: string }[] | null {
  try {
    const data: unknown = JSON.parse(text);
    const { version, items } = Object.assign({ version: null, items: null }, data) as {
      version: unknown;
      items: unknown;
    };
    if (typeof version !== 'string' || !version.includes('jsonfeed.org') || !Array.isArray(items)) return null;
    return items.flatMap((item: unknown) => {
      const { id, url } = Object.assign({ id: null, url: null }, item) as { id: unknown; url: unknown };
      return typeof id === 'string' ? [{ id, link: typeof url === 'string' ? url : id }] : [];
    });
  } catch {
    return null;
  }
}

function attribute(rest: string, name: string): string | null {
  const [, double, single, bare] =
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(rest) ?? [];
  const value = double ?? single ?? bare;
  return value === undefined ? null : unescaped(value);
}

function unescaped(text: string): string {
  const names: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (written, hex?: string, number?: string, name?: string) => {
    const code = hex === undefined ? Number(number ?? Number.NaN) : Number.parseInt(hex, 16);
    return Number.isNaN(code) || code > 0x10_ff_ff ? (names[name ?? ''] ?? written) : String.fromCodePoint(code);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Removes from a plugin's output what browsers must never get from a page: inline scripts and styles, which the Content-Security-Policy
// forbids, and addresses that run code. Must look only at what the plugin added: an author's HTML is `sanitize.ts`'s business.

import type { Element, Parents, Properties } from 'hast';
import { normalized, schemeOf } from '../context/addresses.ts';
import { linkSchemes } from '../raw-html/allowed-html.ts';

/** Something that was removed. */
export interface Removal {
  readonly code: 'plugins/inline-script' | 'plugins/inline-style' | 'plugins/unsafe-address' | 'plugins/unsafe-element';
  /** What it was, as in "emits a `<script>`". */
  readonly what: string;
  readonly node: object;
}

const scriptElements = ['script', 'noscript'];
const styleElements = ['style', 'link'];
/** They load or show what is not part of the page, or change how its addresses are read. */
const foreignElements = ['base', 'embed', 'frame', 'frameset', 'iframe', 'meta', 'object', 'applet', 'portal'];
/** They change attributes of others after the page is shown, or bring HTML into an SVG. */
const activeElements = ['animate', 'animatemotion', 'animatetransform', 'set', 'foreignobject', 'handler', 'listener'];

const addressNames = [
  'href',
  'src',
  'poster',
  'cite',
  'action',
  'formAction',
  'data',
  'background',
  'xLinkHref',
  'ping',
];

/** What elements have that would be removed from a plugin's, by element. An empty name is the element itself. */
export type Accepted = ReadonlyMap<object, ReadonlySet<string>>;

/** What a tree has now, of some kinds or of all: its author wrote it. */
export function acceptedIn(tree: Parents, codes: readonly Removal['code'][] | null = null): Accepted {
  const isOfKind = (found: { readonly code: Removal['code'] } | null) =>
    found !== null && (codes?.includes(found.code) ?? true);
  const accepted = new Map<object, Set<string>>();
  eachNode(tree, (node) => {
    const found = [...forbiddenProperties(node.properties)].filter(isOfKind).map(({ name }) => name);
    const isForbidden = isOfKind(forbiddenElement(node.tagName));
    if (found.length > 0 || isForbidden) accepted.set(node, new Set(isForbidden ? [...found, ''] : found));
  });
  return accepted;
}

/** Removes what is not accepted from a tree in place. */
export function removeUnsafe(tree: Parents, accepted: Accepted): Removal[] {
  const removals: Removal[] = [];
  removeElements(tree, accepted, removals);
  eachNode(tree, (node) => void removals.push(...removeProperties(node, node.properties, accepted)));
  return removals;
}

/** Removes what is forbidden from an element's properties in place. */
export function removeProperties(node: object, properties: Properties, accepted: Accepted = new Map()): Removal[] {
  return [...forbiddenProperties(properties)].flatMap(({ name, code, what }) => {
    if (accepted.get(node)?.has(name) === true) return [];
    delete properties[name];
    return [{ code, what, node }];
  });
}

/** Why an element may not be in a page; null if it may. */
export function forbiddenElement(tagName: string): Pick<Removal, 'code' | 'what'> | null {
  const name = tagName.toLowerCase();
  const what = `a \`<${name}>\``;
  if (scriptElements.includes(name) || activeElements.includes(name)) return { code: 'plugins/inline-script', what };
  if (styleElements.includes(name)) return { code: 'plugins/inline-style', what };
  return foreignElements.includes(name) ? { code: 'plugins/unsafe-element', what } : null;
}

function removeElements(parent: Parents, accepted: Accepted, removals: Removal[]): void {
  parent.children = (parent.children as Element[]).filter((child) => {
    if (child.type !== 'element') return true;
    const forbidden = accepted.get(child)?.has('') === true ? null : forbiddenElement(child.tagName);
    if (forbidden !== null) removals.push({ ...forbidden, node: child });
    else removeElements(child, accepted, removals);
    return forbidden === null;
  });
}

function* forbiddenProperties(
  properties: Properties,
): Generator<Pick<Removal, 'code' | 'what'> & { readonly name: string }> {
  for (const [name, value] of Object.entries(properties)) {
    if (/^style$/i.test(name)) yield { name, code: 'plugins/inline-style', what: 'a `style` attribute' };
    else if (/^on/i.test(name))
      yield { name, code: 'plugins/inline-script', what: `an \`${name.toLowerCase()}\` attribute` };
    else if (/^srcdoc$/i.test(name)) yield { name, code: 'plugins/inline-script', what: 'a `srcdoc` attribute' };
    else {
      const scheme = unsafeScheme(name, value);
      if (scheme !== null) yield { name, code: 'plugins/unsafe-address', what: `a \`${scheme}:\` address` };
    }
  }
}

/** The scheme of an address that is not allowed where it is; null if it is allowed, or no address. */
function unsafeScheme(name: string, value: Properties[string]): string | null {
  if (/^srcset$/i.test(name)) return /(?:^|,)\s*(?!https?:)([a-z][a-z0-9+.-]*):/i.exec(String(value))?.[1] ?? null;
  const known = addressNames.find((one) => one.toLowerCase() === name.replaceAll(/[:-]/g, '').toLowerCase());
  if (known === undefined) return null;
  const scheme = schemeOf(normalized(String(value)));
  const allowed = known === 'href' || known === 'cite' ? linkSchemes : ['http', 'https'];
  return scheme === null || allowed.includes(scheme) ? null : scheme;
}

function eachNode(parent: Parents, visit: (node: Element) => void): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    visit(child);
    eachNode(child, visit);
  }
}

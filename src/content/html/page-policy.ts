// What the page's own Content-Security-Policy (`site/files/policy.ts`) blocks, said when the page is built: a setting that keeps something in
// the page must also let the browser load it. Must never allow more than that policy does.

import type { Element, Parents, Root } from 'hast';
import type { MarkdownConfig } from '../../model/config.ts';
import { type Diagnostic, type Span, warning } from '../../model/diagnostic.ts';
import { addressOf, normalized } from '../context/addresses.ts';
import type { RenderContext } from '../context/render-context.ts';
import { openingTagSpan } from '../context/spans.ts';
import { classNames } from './class-names.ts';
import { eachElement, element, isElement, type PerOutputNode, text } from './tree.ts';

/** The settings that let something of other hosts in. Each is both what stays in a page and what its policy allows. */
export type HostSetting = 'media' | 'scripts' | 'frames';

interface Blocked {
  readonly code: 'media/foreign-host' | 'policy/blocked';
  readonly message: string;
  readonly hint: string;
}

const nouns = { media: 'media', scripts: 'scripts', frames: 'frames' } as const;

/** Why a browser would not load this address for an element of the page; null if it would, or if the address is of this site. */
export function blockedAddress(written: string, setting: HostSetting, context: RenderContext): Blocked | null {
  const address = addressOf(written, context.path);
  if (address.kind === 'other') return blockedScheme(address.scheme, setting);
  if (address.kind !== 'web' || address.host === context.config.host?.toLowerCase()) return null;
  const { host } = address;
  const add = `add \`${setting}: {hosts: [${host}]}\` to \`content/site.yaml\``;
  if (!allowsHost(hostsOf(setting, context.config), host)) {
    const own = setting === 'media' ? `put the file next to the page, or ${add}` : add;
    const code = setting === 'media' ? 'media/foreign-host' : 'policy/blocked';
    return { code, message: `loading ${nouns[setting]} from \`${host}\` is not allowed`, hint: own };
  }
  if (/^https:[/\\]*[^/\\?#]*:(?!443(?:[/\\?#]|$))\d/.test(normalized(address.url)))
    return { code: 'policy/blocked', message: 'other ports than 443 are not allowed', hint: 'remove the port' };
  if (address.url.startsWith('https:')) return null;
  const message = `loading ${nouns[setting]} over \`http:\` is blocked by the page's policy`;
  return { code: 'policy/blocked', message, hint: 'write `https:`' };
}

function blockedScheme(scheme: string, setting: HostSetting): Blocked | null {
  if (setting === 'frames' && scheme === 'about') return null;
  const message = `loading ${nouns[setting]} from \`${scheme}:\` is blocked by the page's policy`;
  return { code: 'policy/blocked', message, hint: 'save the data as a file next to the page' };
}

/** As browsers read a policy: `*.example.org` is every host below `example.org`, but not that host itself. */
export function allowsHost(allowed: readonly string[], host: string): boolean {
  return allowed.some((one) => one === '*' || (one.startsWith('*.') ? host.endsWith(one.slice(1)) : one === host));
}

/** The hosts that a setting lets in. */
export function hostsOf(setting: HostSetting, config: MarkdownConfig): readonly string[] {
  return { media: config.mediaHosts, scripts: config.scriptHosts, frames: config.frameHosts }[setting];
}

/** Whether an element shows a frame, or runs a script, of a host that the settings allow. */
export function isAllowedEmbed(node: Element, context: RenderContext): boolean {
  const { src } = node.properties;
  const setting = isElement(node, 'iframe') ? 'frames' : isElement(node, 'script') ? 'scripts' : null;
  if (setting === null || typeof src !== 'string') return false;
  return (
    addressOf(src, context.path).kind === 'web' &&
    blockedAddress(src, setting, context) === null &&
    !isOwnHost(src, context)
  );
}

/** A frame of the site itself could leave its sandbox. */
function isOwnHost(src: string, context: RenderContext): boolean {
  const address = addressOf(src, context.path);
  return address.kind === 'web' && address.host === context.config.host?.toLowerCase();
}

/** The setting that would let an element in, as a hint; null if none would. */
export function embedHint(node: Element, context: RenderContext): string | null {
  const { src } = node.properties;
  const setting = isElement(node, 'iframe') ? 'frames' : isElement(node, 'script') ? 'scripts' : null;
  return setting !== null && typeof src === 'string' && !isOwnHost(src, context)
    ? (blockedAddress(src, setting, context)?.hint ?? null)
    : null;
}

/** Frames may run scripts and keep their own data, but never reach the page or replace it. */
const sandbox = [
  'allow-scripts',
  'allow-same-origin',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-forms',
  'allow-presentation',
];

/**
 * Readies an allowed frame or script: a frame is sandboxed and lazy, and has a name. Feeds, which can show neither, get a link to `page`,
 * if there is such a page.
 */
export function embed(node: Element, ancestors: readonly Parents[], page: string | null, context: RenderContext) {
  const address = addressOf(String(node.properties['src']), context.path);
  const { url, host } = address.kind === 'web' ? address : { url: '', host: '' };
  const { title } = node.properties;
  const name = typeof title === 'string' && title.trim() !== '' ? title : null;
  const isBlock = isBetweenBlocks(ancestors.at(-1));
  const link = page === null ? null : element('a', { href: page, rel: ['external'] }, [text(name ?? page)]);
  const feed = link === null ? [] : [isBlock ? element('p', {}, [link]) : link];
  // Not deferred: scripts that write into the page, such as those of gists, would do nothing.
  if (node.tagName === 'script') return perOutput(element('script', { src: url }), feed);
  if (name === null) {
    const hint = 'add `title="…"`, which says what it shows to those who cannot see it';
    const at = openingTagSpan(node, context);
    context.diagnostics.push(warning('frame/missing-title', 'this frame has no title', at, { hint }));
  }
  const { width, height } = node.properties;
  const frame = element('iframe', {
    src: url,
    title: name ?? host,
    ...(isLength(width) && { width }),
    ...(isLength(height) && { height }),
    loading: 'lazy',
    sandbox,
    allow: 'fullscreen; picture-in-picture; encrypted-media',
    referrerPolicy: 'strict-origin-when-cross-origin',
  });
  return perOutput(isBlock ? element('div', { className: [classNames.embed] }, [frame]) : frame, feed);
}

function perOutput(site: Element, feed: Element[]): PerOutputNode {
  return { type: 'per-output', site: [site], feed, articleOnly: false };
}

function isLength(value: unknown): boolean {
  return /^\d{1,5}%?$/.test(String(value));
}

/** Whether a paragraph may be a child of this node. */
export function isBetweenBlocks(parent: Parents | undefined): boolean {
  return parent?.type === 'root' || isElement(parent, 'div', 'section', 'figure', 'li', 'blockquote');
}

/** In a site that trusts its authors all HTML stays. This says what of it browsers will block. */
export function reportBlocked(tree: Root, context: RenderContext): void {
  eachElement(tree, (node) => {
    const at = () => openingTagSpan(node, context);
    for (const { code, message, hint } of blockedIn(node, context))
      context.diagnostics.push(blocked(code, message, at(), hint));
    if (isElement(node, 'iframe')) {
      node.properties['loading'] ??= 'lazy';
      node.properties['sandbox'] ??= sandbox;
    }
  });
}

function blocked(code: string, message: string, at: Span, hint: string): Diagnostic {
  return warning(code, message, at, { hint });
}

export const styleHint = "the page's policy blocks inline styles: write a rule in `templates/styles/custom.css`";
export const handlerHint =
  "the page's policy blocks inline scripts: put the script into a file in `public/`, and load it with `src`";

function blockedIn(node: Element, context: RenderContext): Blocked[] {
  const { tagName, properties } = node;
  const found: Blocked[] = [];
  const add = (message: string, hint: string) => found.push({ code: 'policy/blocked', message, hint });
  const check = (value: unknown, setting: HostSetting) => {
    const problem = typeof value === 'string' ? blockedAddress(value, setting, context) : null;
    if (problem) found.push(problem);
  };
  const handlers = Object.keys(properties).filter((name) => /^on[a-z]/i.test(name));
  if (handlers.length > 0)
    add(`\`${handlers.map((name) => name.toLowerCase()).join('`, `')}\` of \`<${tagName}>\` will not run`, handlerHint);
  if ('style' in properties) add(`\`style\` of \`<${tagName}>\` has no effect`, styleHint);
  if (/^javascript:/.test(normalized(String(properties['href'] ?? ''))))
    add('a `javascript:` link does nothing', handlerHint);
  if (tagName === 'style') add('`<style>` has no effect', styleHint);
  if (tagName === 'base') add('`<base>` has no effect', 'write addresses in full');
  if (tagName === 'script') {
    if ('src' in properties) check(properties['src'], 'scripts');
    else if (isCode(node)) add('this inline script will not run', handlerHint);
  }
  if (tagName === 'iframe' && !('srcDoc' in properties)) {
    const address = addressOf(String(properties['src'] ?? 'about:blank'), context.path);
    const isOwn =
      (address.kind === 'local' && address.slot.to !== 'self') || isOwnHost(String(properties['src'] ?? ''), context);
    if (isOwn) add('frames of pages of this site are blocked', 'link to the page');
    else check(properties['src'], 'frames');
  }
  if (['object', 'embed', 'applet', 'frame'].includes(tagName))
    add(
      `\`<${tagName}>\` is blocked by the page's policy`,
      'use `<img>`, `<video>` or `<iframe>`, or link to the file',
    );
  if (
    tagName === 'link' &&
    /\bstylesheet\b/i.test(String(properties['rel'] ?? '')) &&
    addressOf(String(properties['href'] ?? ''), context.path).kind !== 'local'
  )
    add('style sheets from other hosts are blocked', 'save it as `templates/styles/custom.css`');
  if (tagName === 'form' || 'formAction' in properties) {
    const address = addressOf(String(properties['action'] ?? properties['formAction'] ?? ''), context.path);
    if (address.kind === 'web' && address.host !== context.config.host?.toLowerCase())
      add(`sending a form to \`${address.host}\` is blocked by the page's policy`, 'link to a page with the form');
  }
  if (typeof properties['background'] === 'string') check(properties['background'], 'media');
  if (tagName === 'image' || tagName === 'use') check(properties['href'] ?? properties['xLinkHref'], 'media');
  return found;
}

/** Browsers run scripts of these types; all others are data. */
function isCode({ properties }: Element): boolean {
  const type = String(properties['type'] ?? '')
    .trim()
    .toLowerCase();
  return (
    type === '' ||
    type === 'module' ||
    type === 'importmap' ||
    /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/.test(type)
  );
}

// HTML of a page as browsers get it, looked at for what must never be in it: code, styles, marks of ours, elements that nothing closes.

import { expect } from 'vitest';
import type { SlottedHtml } from '../../src/model/page.ts';

/** Slots are filled with a word that would show if one were not in an attribute or between elements. */
export function filled(html: SlottedHtml, medium: 'site' | 'feed'): string {
  return html
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'per-output') return filled(part[medium], medium);
      return part.kind === 'image' ? '<img src="filled" alt="filled">' : 'filled';
    })
    .join('');
}

function tagsIn(html: string): readonly string[] {
  return html.match(/<[a-z](?:[^<>"]|"[^"]*")*>/gi) ?? [];
}

export function idsIn(html: string): readonly string[] {
  return tagsIn(html).flatMap((tag) => / id="([^"]*)"/.exec(tag)?.[1] ?? []);
}

/** One expectation for all of it: thousands for each text would take longer than making it. */
export function expectHarmless(html: string): void {
  expect(faultsOf(html)).toEqual([]);
}

function faultsOf(html: string): string[] {
  const faults = tagsIn(html).flatMap((tag) => {
    const attributes = tag.replace(/"[^"]*"/g, '""');
    const isBad =
      /^<(?:script|style|iframe|object|embed|textarea|title|form|base|meta|link)\b/i.test(tag) ||
      /\s(?:on\w+|style|srcdoc|data-fence)[=\s>]/i.test(attributes) ||
      /(?:href|src|poster|cite)="(?!data:image\/svg)[^"]*(?:script|data):/i.test(tag);
    return isBad ? [`this tag: ${tag}`] : [];
  });
  const reserved = /[\uFDD0-\uFDEF\0\uFFFE\uFFFF]/.exec(html);
  if (reserved) faults.push(`a character of ours, or none, at ${reserved.index}`);
  if (!/^[^\uD800-\uDFFF]*$/u.test(html)) faults.push('half of a pair');
  // Outside of tags nothing looks like one.
  const outside = html.replace(/<\/?[a-z](?:[^<>"]|"[^"]*")*>/gi, '');
  const at = outside.indexOf('<');
  if (at >= 0) faults.push(`outside of tags: ${outside.slice(Math.max(0, at - 20), at + 20)}`);
  return [...faults, ...unclosed(html)];
}

/** Every element is closed in the element it was opened in: whatever stands around the HTML, it cannot break out of it. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [tag, slash, name = '', end] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi)) {
    if (slash !== '/') {
      if (end !== '/' && !voids.has(name)) open.push(name);
    } else if (open.pop() !== name) faults.push(`closes another: ${tag}`);
  }
  return [...faults, ...open.map((name) => `never closed: ${name}`)];
}

const voids = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

// Checks a page's HTML for what must never be in it: scripts, inline styles, internal marks and unclosed elements.

import { expect } from 'vitest';
import type { SlottedHtml } from '../../src/model/page.ts';

/** Fills slots with a word, which would be visible if a slot were not in an attribute or between elements. */
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

/** Uses one expectation for all problems, because thousands for each text would take longer than parsing it. */
export function expectHarmless(html: string): void {
  expect(problemsOf(html)).toEqual([]);
}

function problemsOf(html: string): string[] {
  const problems = tagsIn(html).flatMap((tag) => {
    const attributes = tag.replace(/"[^"]*"/g, '""');
    const isBad =
      /^<(?:script|style|iframe|object|embed|textarea|title|form|base|meta|link)\b/i.test(tag) ||
      /\s(?:on\w+|style|srcdoc|data-fence)[=\s>]/i.test(attributes) ||
      /(?:href|src|poster|cite)="(?!data:image\/svg)[^"]*(?:script|data):/i.test(tag);
    return isBad ? [`harmful tag: ${tag}`] : [];
  });
  const reserved = /[\uFDD0-\uFDEF\0\uFFFE\uFFFF]/.exec(html);
  if (reserved) problems.push(`reserved character at ${reserved.index}`);
  if (!/^[^\uD800-\uDFFF]*$/u.test(html)) problems.push('lone surrogate');
  // Text outside tags must not contain `<`.
  const outside = html.replace(/<\/?[a-z](?:[^<>"]|"[^"]*")*>/gi, '');
  const at = outside.indexOf('<');
  if (at >= 0) problems.push(`outside tags: ${outside.slice(Math.max(0, at - 20), at + 20)}`);
  return [...problems, ...unclosed(html)];
}

/** Every element must be closed inside the element that it was opened in, so that the HTML can't break out of its surroundings. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  const problems: string[] = [];
  for (const [tag, slash, name = '', end] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi)) {
    if (slash !== '/') {
      if (end !== '/' && !voids.has(name)) open.push(name);
    } else if (open.pop() !== name) problems.push(`closes another element: ${tag}`);
  }
  return [...problems, ...open.map((name) => `never closed: ${name}`)];
}

const voids = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

// HTML of a page as browsers get it, looked at for what must never be in it: code, styles, marks of ours, elements that nothing closes.

import { expect } from 'vitest';
import type { Holey } from '../../src/model/page.ts';

/** Slots are filled with a word that would show if one were not in an attribute or between elements. */
export function filled(html: Holey, medium: 'site' | 'feed'): string {
  return html
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'medium') return filled(part[medium], medium);
      return part.kind === 'picture' ? '<img src="filled" alt="filled">' : 'filled';
    })
    .join('');
}

function tagsIn(html: string): readonly string[] {
  return html.match(/<[a-z](?:[^<>"]|"[^"]*")*>/gi) ?? [];
}

export function idsIn(html: string): readonly string[] {
  return tagsIn(html).flatMap((tag) => / id="([^"]*)"/.exec(tag)?.[1] ?? []);
}

export function expectHarmless(html: string): void {
  expect(html).not.toMatch(/[\uFDD0-\uFDEF\0\uFFFE\uFFFF]/);
  expect(html).toMatch(/^[^\uD800-\uDFFF]*$/u);
  for (const tag of tagsIn(html)) {
    expect(tag).not.toMatch(/^<(?:script|style|iframe|object|embed|textarea|title|form|base|meta|link)\b/i);
    const attributes = tag.replace(/"[^"]*"/g, '""');
    expect(attributes).not.toMatch(/\s(?:on\w+|style|srcdoc|data-fence)[=\s>]/i);
    expect(tag).not.toMatch(/(?:href|src|poster|cite)="(?!data:image\/svg)[^"]*(?:script|data):/i);
  }
  expectClosed(html);
  // Outside of tags nothing looks like one.
  expect(html.replace(/<\/?[a-z](?:[^<>"]|"[^"]*")*>/gi, '')).not.toMatch(/</);
}

/** Every element is closed in the element it was opened in: whatever stands around the HTML, it cannot break out of it. */
function expectClosed(html: string): void {
  const open: string[] = [];
  for (const [, slash, name = '', end] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi)) {
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (end !== '/' && !voids.has(name)) open.push(name);
  }
  expect(open).toEqual([]);
}

const voids = new Set(['area', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

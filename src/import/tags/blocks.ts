// Markdown for what tags of several generators mean: callouts, code blocks, figures, links to embedded things.

import { markdownText } from './escape.ts';
import type { Replacement } from './expand.ts';

const callouts: { readonly [name: string]: string } = {
  note: 'NOTE',
  info: 'NOTE',
  notice: 'NOTE',
  primary: 'NOTE',
  default: 'NOTE',
  secondary: 'NOTE',
  abstract: 'NOTE',
  summary: 'NOTE',
  question: 'NOTE',
  example: 'NOTE',
  aside: 'NOTE',
  callout: 'NOTE',
  admonition: 'NOTE',
  alert: 'NOTE',
  tip: 'TIP',
  hint: 'TIP',
  success: 'TIP',
  check: 'TIP',
  done: 'TIP',
  important: 'IMPORTANT',
  warning: 'WARNING',
  warn: 'WARNING',
  attention: 'WARNING',
  caution: 'CAUTION',
  danger: 'CAUTION',
  error: 'CAUTION',
  bug: 'CAUTION',
  failure: 'CAUTION',
};

/** `NOTE`, `TIP`, … for a name such as `info`, `alert-warning` or `notice--danger`; null for any other name. */
export function calloutKind(name: string): string | null {
  const word = name.toLowerCase().replace(/^(?:notice|alert|callout|admonition|message|note)-{1,2}(?=.)/, '');
  return Object.hasOwn(callouts, word) ? (callouts[word] ?? null) : null;
}

export function callout(kind: string, title: string | null, content: string): Replacement {
  const head = title === null || title.trim() === '' ? `[!${kind}]` : `[!${kind}] ${title.replace(/\s+/g, ' ').trim()}`;
  const lines = [head, ...dedent(content).split('\n')];
  return block(lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n'));
}

export function details(summary: string, content: string, isOpen = false): Replacement {
  const head = `<details${isOpen ? ' open' : ''}><summary>${summary || 'Details'}</summary>`;
  return block(`${head}\n\n${dedent(content)}\n\n</details>`);
}

/** A code block; `info` is what follows its language. */
export function codeBlock(language: string, info: string, code: string): Replacement {
  const text = code.replace(/^[ \t]*\r?\n/, '').replace(/\s+$/, '');
  const longest = Math.max(2, ...[...text.matchAll(/^[ \t]*(`{3,})/gm)].map(([, run = '']) => run.length));
  const fence = '`'.repeat(longest + 1);
  const head = [language, info].filter((part) => part !== '').join(' ');
  return block(`${fence}${head}\n${text}\n${fence}`);
}

/** An image; with a caption it is alone in its paragraph, which makes it a figure. */
export function image(src: string, alt: string, caption: string | null): string {
  const title = caption === null || caption === '' ? '' : ` "${caption.replace(/\s+/g, ' ').replace(/"/g, '\\"')}"`;
  return `![${markdownText(alt.replace(/\s+/g, ' '))}](${destination(src)}${title})`;
}

export function link(text: string, href: string): string {
  return `[${markdownText(text)}](${destination(href)})`;
}

/** The address of a link as Markdown reads it. */
export function destination(href: string): string {
  return /[\s()<>]/.test(href) ? `<${href.replace(/[<>]/g, (sign) => encodeURIComponent(sign))}>` : href;
}

/** A link to something that was embedded: nothing is loaded from other hosts. */
export function embed(
  service: 'youtube' | 'vimeo' | 'gist' | 'tweet' | 'instagram' | 'codepen',
  id: string,
): Replacement {
  const names = {
    youtube: ['Video on YouTube', `https://www.youtube.com/watch?v=${id}`],
    vimeo: ['Video on Vimeo', `https://vimeo.com/${id}`],
    gist: ['Code on GitHub Gist', `https://gist.github.com/${id}`],
    tweet: ['Post on X', `https://x.com/${id}`],
    instagram: ['Photo on Instagram', `https://www.instagram.com/p/${id}/`],
    codepen: ['Code on CodePen', `https://codepen.io/${id}`],
  } as const;
  const [text, href] = names[service];
  return block(link(text, /^https?:/.test(id) ? id : href));
}

export function block(text: string): Replacement {
  return { text, layout: 'block' };
}

export function inline(text: string): Replacement {
  return { text, layout: 'inline' };
}

/** Without empty lines at both ends, and without the indentation that all lines share. */
export function dedent(text: string): string {
  const lines = text
    .replace(/^(?:[ \t]*\r?\n)+/, '')
    .replace(/\s+$/, '')
    .split(/\r?\n/);
  const depths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const depth = Math.min(...depths);
  return depth > 0 && Number.isFinite(depth) ? lines.map((line) => line.slice(depth)).join('\n') : lines.join('\n');
}

/** Ranges such as `1,3-5` in the order that authors wrote them; `shift` is added to each number. */
export function lineRanges(text: string, shift = 0): string {
  const ranges = text.match(/\d+(?:\s*[-–]\s*\d+)?/g) ?? [];
  return ranges
    .map((range) =>
      range
        .replace(/\s/g, '')
        .replace('–', '-')
        .replace(/\d+/g, (n) => String(Number(n) + shift)),
    )
    .join(',');
}

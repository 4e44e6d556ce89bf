// The words after the marks of a code block, as other generators read them → as we read them.

import { lineRanges } from '../tags/blocks.ts';

/** Returns null if nothing has to change. */
export function convertedInfo(info: string): string | null {
  const pandoc = /^\{\s*\.([\w+#-]+)([^}]*)\}\s*$/.exec(info);
  if (pandoc) return joined(pandoc[1] ?? '', /\.numberLines|\.number-lines/.test(pandoc[2] ?? '') ? 'numbers' : '');
  const [, language = '', rest = ''] = /^([^\s{]*)\s*([\s\S]*)$/.exec(info) ?? [];
  const clean = languageOf(language);
  const eleventy = /^([\w+#-]*)\/([\d,-]+)(?:\/[\d,-]*)?$/.exec(clean);
  if (eleventy)
    return joined(eleventy[1] ?? '', /\d/.test(eleventy[2] ?? '') ? `{${lineRanges(eleventy[2] ?? '')}}` : '', rest);
  const jekyll = /^([\w+#-]+)[:=](.+\.\w+)$/.exec(clean);
  if (jekyll) return joined(jekyll[1] ?? '', `title="${jekyll[2]}"`, rest);
  const attributes = /^\{([^}]*(?:=|\.)[^}]*)\}\s*(.*)$/.exec(rest);
  if (attributes) return joined(clean, attributesOf(attributes[1] ?? ''), attributes[2] ?? '');
  return clean === language ? null : joined(clean, rest);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function languageOf(written: string): string {
  const name = written.replace(/^(?:language-|lang-|lang:|\.)/, '').replace(/^\{\.?([\w+#-]+)\}$/, '$1');
  return name.toLowerCase() === name ? name : name.toLowerCase();
}

/** Hugo's `{linenos=true,hl_lines=[1,"3-5"],linenostart=10}`, and quoted forms of it. */
function attributesOf(text: string): string {
  const lines = /hl_lines\s*=\s*(\[[^\]]*\]|"[^"]*"|\d+)/.exec(text)?.[1] ?? '';
  const hasNumbers = /linenos\s*=\s*["']?(?:true|table|inline|1)/.test(text);
  const title = /(?:title|filename|file|name)\s*=\s*"([^"]*)"/.exec(text)?.[1];
  return joined(
    title === undefined ? '' : `title="${title}"`,
    /\d/.test(lines) ? `{${lineRanges(lines)}}` : '',
    hasNumbers ? 'numbers' : '',
  );
}

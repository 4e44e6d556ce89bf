// Finds template tags in a text and reads their arguments: Hugo's `{{< name a="b" >}}`, Liquid's and Nunjucks' `{% name a %}` and
// `{{ value }}`. Must not know what a name means, and never run anything.

export interface TemplateTag {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** `markdown`: Hugo's `{{% %}}`. `value`: `{{ }}`. */
  readonly kind: 'shortcode' | 'markdown' | 'tag' | 'value';
  /** Empty for a value. */
  readonly name: string;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  /** What follows the name, as written. */
  readonly rest: string;
  /** A comment around the whole tag: Hugo's way to show a tag. */
  readonly isEscaped: boolean;
  /** Whether a dash asks to remove the white space before and after it. */
  readonly trims: readonly [before: boolean, after: boolean];
}

export type TagLanguage = 'hugo' | 'liquid';

/** All tags in their order. A tag that is never closed is text. */
export function templateTags(text: string, language: TagLanguage): readonly TemplateTag[] {
  const tags: TemplateTag[] = [];
  const opening = language === 'hugo' ? /\{\{[<%]/g : /\{[{%]/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const tag = language === 'hugo' ? shortcodeAt(text, match.index) : liquidAt(text, match.index);
    if (tag === null) continue;
    tags.push(tag);
    opening.lastIndex = tag.end;
  }
  return tags;
}

function shortcodeAt(text: string, start: number): TemplateTag | null {
  const mark = text[start + 2] === '<' ? '>}}' : '%}}';
  const close = endOf(text, start + 3, mark, '"`');
  if (close === null) return null;
  const inner = text.slice(start + 3, close);
  const comment = /^\s*\/\*([\s\S]*)\*\/\s*$/.exec(inner);
  const [, slash = '', name = '', rest = ''] =
    /^\s*(\/?)\s*([^\s/>%"`=]+(?:\/[^\s/>%"`=]+)*)?([\s\S]*)$/.exec(inner) ?? [];
  if (comment === null && name === '') return null;
  const isSelfClosing = /\/\s*$/.test(rest);
  return {
    start,
    end: close + mark.length,
    kind: mark === '>}}' ? 'shortcode' : 'markdown',
    name: comment === null ? name : '',
    isClosing: comment === null && slash !== '',
    isSelfClosing,
    rest: comment?.[1] ?? (isSelfClosing ? rest.replace(/\/\s*$/, '') : rest),
    isEscaped: comment !== null,
    trims: [false, false],
  };
}

function liquidAt(text: string, start: number): TemplateTag | null {
  const isValue = text[start + 1] === '{';
  const mark = isValue ? '}}' : '%}';
  const close = endOf(text, start + 2, mark, isValue ? '"\'' : '');
  if (close === null) return null;
  const [, before = '', inner = '', after = ''] = /^(-?)([\s\S]*?)(-?)$/.exec(text.slice(start + 2, close)) ?? [];
  const [, name = '', rest = ''] = isValue ? ['', '', inner] : (/^\s*([^\s'"(]+)?([\s\S]*)$/.exec(inner) ?? []);
  if (!isValue && name === '') return null;
  return {
    start,
    end: close + mark.length,
    kind: isValue ? 'value' : 'tag',
    name: /^end./.test(name) ? name.slice(3) : name,
    isClosing: /^end./.test(name),
    isSelfClosing: false,
    rest,
    isEscaped: false,
    trims: [before !== '', after !== ''],
  };
}

const maxLength = 4000;

/** Where a mark is outside quotes; null if it isn't there soon. */
function endOf(text: string, from: number, mark: string, quotes: string): number | null {
  const limit = Math.min(text.length, from + maxLength);
  let quote = '';
  for (let at = from; at < limit; at++) {
    const character = text[at] ?? '';
    if (quote !== '') {
      if (character === '\\' && quote === '"') at += 1;
      else if (character === quote) quote = '';
    } else if (text.startsWith(mark, at)) return at;
    else if (quotes.includes(character)) quote = character;
  }
  // A quote that is never closed is an apostrophe.
  const plain = text.indexOf(mark, from);
  return plain >= 0 && plain < limit && !text.slice(from, plain).includes('\n\n') ? plain : null;
}

export interface TagArguments {
  readonly positional: readonly string[];
  readonly named: { readonly [name: string]: string };
  /** The argument of this name, or at this position if the tag has no named ones. */
  readonly get: (name: string, position?: number) => string | null;
}

/** Arguments in the form of Hugo, Liquid or Hexo: words and quoted texts, `name=value` or `name: value`, with or without commas. */
export function argumentsOf(rest: string): TagArguments {
  const positional: string[] = [];
  const named: { [name: string]: string } = {};
  const part =
    /([\w.-]+)\s*(?:=|:(?=\s|"|'))\s*(?=\S)|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|`([^`]*)`|([^\s,]+)/g;
  let name: string | null = null;
  for (const [, key, double, single, raw, word] of rest.matchAll(part)) {
    if (key !== undefined) {
      if (name !== null) positional.push(name);
      name = key;
      continue;
    }
    const value = double?.replace(/\\(.)/g, '$1') ?? single?.replace(/\\(['\\])/g, '$1') ?? raw ?? word ?? '';
    if (name === null) positional.push(value);
    else named[name.toLowerCase()] = value;
    name = null;
  }
  const get = (wanted: string, position?: number) =>
    named[wanted.toLowerCase()] ??
    (position !== undefined && Object.keys(named).length === 0 ? (positional[position] ?? null) : null);
  return { positional, named, get };
}

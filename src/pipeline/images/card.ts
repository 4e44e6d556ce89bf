// What a card is made of, read through the engine: the front matter of a post, the site's settings, the fonts of the theme.
// It must not make the image itself, so that no page waits for that.

import type { Digest, Get, RuleResult } from '../../engine/graph/rule.ts';
import { type Diagnostic, error, type Span, warning } from '../../model/diagnostic.ts';
import { drawCard } from '../../site/cards/card.ts';
import { type CardFont, readFont } from '../../site/cards/card-font.ts';
import { dateProps } from '../../site/date-format.ts';
import { digestOf } from '../../text/digest.ts';
import type { Card, Rules } from '../rule-values/rule-types.ts';
import { spanQuery } from '../rule-values/site-queries.ts';
import { plainName } from './assets.ts';
import { rendererVersion } from './draw-card.ts';

export const cardFonts = {
  bold: 'templates/fonts/card-bold.ttf',
  regular: 'templates/fonts/card-regular.ttf',
  /** For symbols that the others lack; a theme may omit it. */
  symbols: 'templates/fonts/card-signs.ttf',
} as const;

const cardPrefix = 'assets/card-';

/** Whether a path of `dist/` may be that of a card. */
export function isCardPath(path: string): boolean {
  return path.startsWith(cardPrefix);
}

/** Null for pages, for posts with a cover, and if the site has no `cards: true` or no `url`. */
export function cardOf(path: string, get: Get, rules: Rules): RuleResult<Card | null, Diagnostic> {
  const { site, siteSpan } = rules.inputs;
  const config = get(site, '');
  if (!config.cards || config.url === null) return { value: null, diagnostics: [] };
  const { kind, meta } = get.part(rules.page, path, 'indexData');
  if (kind !== 'post' || get.part(rules.page, path, 'details').cover !== null) return { value: null, diagnostics: [] };
  const bold = fontAt(cardFonts.bold, get, rules);
  const regular = fontAt(cardFonts.regular, get, rules);
  const signs = fontAt(cardFonts.symbols, get, rules);
  if (!bold || !regular) {
    const missing = bold ? cardFonts.regular : cardFonts.bold;
    return { value: null, diagnostics: [noFont(missing, get(siteSpan, 'cards'))] };
  }
  const date = meta.date === null ? [] : [dateProps(meta.date, config.language).text];
  const text = {
    site: config.title,
    title: get.part(rules.page, path, 'teaser').title,
    facts: [...date, ...meta.tags],
  };
  const { svg, missing } = drawCard(text, { bold: bold.font, regular: regular.font, symbols: signs?.font ?? null });
  const diagnostics = missing.length > 0 ? [missingGlyphs(missing, spanQuery(get, rules)(path, ['title']))] : [];
  if (svg === null) return { value: null, diagnostics };
  const cacheKey = digestOf([svg, bold.digest, regular.digest, signs?.digest ?? '', rendererVersion].join('\n'));
  return {
    value: { url: `/${cardPrefix}${plainName(meta.slug)}-${cacheKey.slice(0, 10)}.png`, cacheKey, svg },
    diagnostics,
  };
}

interface Font {
  readonly digest: Digest;
  readonly font: CardFont;
}

/** By digest: all cards use the same fonts. */
const fonts = new Map<Digest, CardFont | null>();
const maxFonts = 8;

function fontAt(path: string, get: Get, { inputs: { siteFiles } }: Rules): Font | null {
  const digest = get.digest(siteFiles.file, path);
  if (fonts.size > maxFonts) fonts.clear();
  const font = fonts.get(digest) ?? readFont(get(siteFiles.file, path) ?? new Uint8Array());
  fonts.set(digest, font);
  return font && { digest, font };
}

function noFont(path: string, at: Span): Diagnostic {
  const hint = 'add a TrueType font (`.ttf`, not compressed as woff2), or remove `cards: true`';
  return error(
    'card/no-font',
    `the theme has no font for cards: \`${path}\` is missing, or is not a TrueType font`,
    at,
    {
      hint,
    },
  );
}

function missingGlyphs(letters: readonly string[], at: Span): Diagnostic {
  const named = letters.slice(0, 5).map((letter) => `\`${letter}\``);
  const all = `${named.join(', ')}${letters.length > named.length ? ' and more' : ''}`;
  const hint = `replace \`${cardFonts.bold}\` with a TrueType font that has them, or set a \`cover\``;
  return warning('card/letters', `the card of this post shows the site's name alone: its font lacks ${all}`, at, {
    hint,
  });
}

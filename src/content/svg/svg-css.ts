// The CSS of an SVG file → the same without anything that loads from elsewhere. Only what is named here is known to be harmless.

/** What a style may show besides parts of its own picture: pictures and fonts that it brings along. */
const carried = /^data:(?:image\/(?:png|jpeg|gif|webp|avif)|font\/|application\/(?:x-)?font)/i;
const reference = /url\(\s*("[^"]*"|'[^']*'|[^)"']*)\s*\)/gi;
const imports = /@import[^;]*;?/gi;
/** Functions and rules that could load something, in any spelling. */
const loading = /@import|@namespace|image-set\(|(?<![\w-])(?:image|src|cross-fade|element|expression)\(|-moz-binding/i;

/** Takes a style sheet, a `style` or any other attribute; what can't be told for sure goes as a whole. */
export function cleanCss(css: string): string {
  if (isSafe(css)) return css;
  const cut = css
    .replace(imports, '')
    .replace(reference, (whole, quoted: string) => (isOwn(quoted.replace(/^["']|["']$/g, '')) ? whole : 'none'));
  return isSafe(cut) ? cut : '';
}

function isSafe(css: string): boolean {
  const plain = unescaped(css.replace(/\/\*[\s\S]*?\*\//g, ''));
  if (loading.test(plain)) return false;
  return [...plain.matchAll(/url\(\s*["']?\s*([^)]*)/gi)].every(([, target = '']) => isOwn(target));
}

function isOwn(target: string): boolean {
  const plain = target.trim();
  return plain.startsWith('#') || carried.test(plain);
}

/** CSS may write any letter as a number. */
function unescaped(css: string): string {
  return css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
    })
    .replaceAll('\\', '');
}

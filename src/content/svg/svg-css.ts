// Removes from the CSS of an SVG file everything that loads other files. Must keep only what is known to be harmless.

/** Embedded images and fonts, which a style may use in addition to parts of its own file. */
const embeddedData = /^data:(?:image\/(?:png|jpeg|gif|webp|avif)|font\/|application\/(?:x-)?font)/i;
const reference = /url\(\s*("[^"]*"|'[^']*'|[^)"']*)\s*\)/gi;
const imports = /@import[^;]*;?/gi;
/** Functions and rules that could load something. */
const loadsSomething =
  /@import|@namespace|image-set\(|(?<![\w-])(?:image|src|cross-fade|element|expression)\(|-moz-binding/i;

/** Takes a style sheet or the value of any attribute. Returns an empty string if it can't be made safe with certainty. */
export function cleanCss(css: string): string {
  if (isSafe(css)) return css;
  const cleaned = css
    .replace(imports, '')
    .replace(reference, (whole, quoted: string) => (isInsideFile(quoted.replace(/^["']|["']$/g, '')) ? whole : 'none'));
  return isSafe(cleaned) ? cleaned : '';
}

function isSafe(css: string): boolean {
  const plain = unescaped(css.replace(/\/\*[\s\S]*?\*\//g, ''));
  if (loadsSomething.test(plain)) return false;
  return [...plain.matchAll(/url\(\s*["']?\s*([^)]*)/gi)].every(([, target = '']) => isInsideFile(target));
}

function isInsideFile(target: string): boolean {
  const plain = target.trim();
  return plain.startsWith('#') || embeddedData.test(plain);
}

/** Resolves CSS escapes, in which any character may be written as a number. */
function unescaped(css: string): string {
  return css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
    })
    .replaceAll('\\', '');
}

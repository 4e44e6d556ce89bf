// Which files next to pages could run code in a browser or on a host: those are published as text. It decides by the name, and by the first
// bytes if hosts may not know the name and browsers would guess. No file that could run code may pass.

/** Whether the file is published as text. SVG files are not: code is removed from them. */
export function isShownAsText(path: string, bytes: Uint8Array): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (inert.has(/\.([^.]*)$/.exec(name)?.[1] ?? '')) return false;
  // Windows drops dots and spaces at the end of a name.
  const [, ...endings] = name.replace(/[. ]+$/, '').split('.');
  // Some hosts treat each part of a name as an extension: `page.html.en`, `drawing.svg.gz`.
  return hostSettings.has(name) || endings.some((ending) => active.has(ending)) || looksLikeMarkup(bytes);
}

/** Whether it is an HTML page, which its author may want to publish as one. */
export function isDocument(path: string): boolean {
  return /\.(?:x?html?|xht)$/i.test(path);
}

const active = new Set(
  // Documents; scripts of pages; programs that hosts run.
  `html htm xhtml xht xhtm mht mhtml xml xsl xslt xsd dtd rdf rss atom mathml mml xul svg svgz hta htc
  js mjs cjs
  shtml shtm stm php php3 php4 php5 php7 php8 phps pht phtml phar asp aspx ashx asmx cshtml vbhtml cfm jsp jspx jsf cgi fcgi`.split(
    /\s+/,
  ),
);
/** Files that configure a host for their folder. */
const hostSettings = new Set(['.htaccess', 'web.config']);
/** Extensions that every host knows, so that browsers do not guess the type. */
const inert = new Set(
  `txt css csv json pdf svg png jpg jpeg gif webp avif ico bmp mp3 mp4 m4a m4v webm ogg oga ogv wav flac
  woff woff2 ttf otf wasm`.split(/\s+/),
);

/** How many bytes browsers look at to guess the type of a file. */
const sniffedBytes = 1500;
/** Browsers differ in what they recognize as HTML or XML, but all of it begins like this. */
const markup = /^[\t\n\f\r ]*<[a-z!?/]/i;

function looksLikeMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffedBytes)).toString('latin1');
  return markup.test(start);
}

// Which files beside pages could run something where readers open them: a browser or a host takes them for more than data. Those are
// published as text. Told by the name, and by the first bytes where hosts know nothing of a name and browsers guess.

/** Whether readers are to get it as text. Drawings are not among them: what could run is cut out of those. */
export function isShownAsText(path: string, bytes: Uint8Array): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (inert.has(/\.([^.]*)$/.exec(name)?.[1] ?? '')) return false;
  // Windows drops dots and spaces at the end of a name.
  const [, ...endings] = name.replace(/[. ]+$/, '').split('.');
  // Some hosts take each part of a name for an ending: `page.html.en`, `drawing.svg.gz`.
  return hostSettings.has(name) || endings.some((ending) => active.has(ending)) || looksLikeMarkup(bytes);
}

/** Whether it is a page, which its author may have meant to be seen as one. */
export function isDocument(path: string): boolean {
  return /\.(?:x?html?|xht)$/i.test(path);
}

const active = new Set(
  // Documents; programs of pages; what hosts run themselves.
  `html htm xhtml xht xhtm mht mhtml xml xsl xslt xsd dtd rdf rss atom mathml mml xul svg svgz hta htc
  js mjs cjs
  shtml shtm stm php php3 php4 php5 php7 php8 phps pht phtml phar asp aspx ashx asmx cshtml vbhtml cfm jsp jspx jsf cgi fcgi`.split(
    /\s+/,
  ),
);
/** What configures a host for the folder it lies in. */
const hostSettings = new Set(['.htaccess', 'web.config']);
/** Endings that every host knows; browsers believe what they are told of them. */
const inert = new Set(
  `txt css csv json pdf svg png jpg jpeg gif webp avif ico bmp mp3 mp4 m4a m4v webm ogg oga ogv wav flac
  woff woff2 ttf otf wasm`.split(/\s+/),
);

/** As far as browsers look at a file whose type nobody tells them. */
const sniffed = 1500;
/** Each browser has a list of its own of what makes a text HTML or XML for it; nothing else begins like this. */
const markup = /^[\t\n\f\r ]*<[a-z!?/]/i;

function looksLikeMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sniffed)).toString('latin1');
  return markup.test(start);
}

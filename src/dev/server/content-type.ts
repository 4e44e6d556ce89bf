// What a static host says of a file, by the ending of its name.

const types: { readonly [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  mp4: 'video/mp4',
  webm: 'video/webm',
  pdf: 'application/pdf',
};

/** Programs and data beside a post are shown as text, as a reader expects. */
export function contentTypeOf(path: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  return types[ending] ?? (isText.test(path) ? 'text/plain; charset=utf-8' : 'application/octet-stream');
}

const isText =
  /(?:\.(?:go|py|c|h|ts|sh|yaml|yml|toml|dot|seq|conf|mod|nft|rules|rs|java|rb|log|ini)|\/[A-Z][a-z]*file|\/_(?:headers|redirects))$/;

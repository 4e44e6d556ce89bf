// Text → the inside of HTML, XML and Markdown: so that no text can end the attribute or element it stands in.
// Escaping is for text only: HTML that is HTML already must not pass through here, except as the content of a feed.

/** For HTML text and for attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => entities[character] ?? character) : text;
}

/** For XML text and attribute values in double quotes; characters that XML 1.0 has no way to write are left out. */
export function escapeXml(text: string): string {
  return withoutForbidden(text).replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
}

/** For one line of Markdown: nothing of it is taken for markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Without control characters, lone surrogates and U+FFFE and U+FFFF: XML 1.0 refuses them even as references. */
function withoutForbidden(text: string): string {
  // The expression that knows pairs of surrogates is slow, and feeds hold whole posts: most have none of what it could take out.
  if (!/[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/.test(text)) return text;
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

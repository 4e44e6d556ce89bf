// Escapes text for HTML, XML and Markdown, so that no text can end the attribute or element that contains it. Finished HTML
// must never be escaped, except as the content of a feed.

/** For HTML text and for attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (character) => entities[character] ?? character) : text;
}

/** For XML text and for attribute values in double quotes. Removes characters that XML 1.0 can't express. */
export function escapeXml(text: string): string {
  return withoutForbidden(text).replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
}

/** For one line of Markdown: nothing in the text is taken for markup, and line breaks become spaces. */
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

/** Removes control characters, lone surrogates, U+FFFE and U+FFFF: XML 1.0 forbids them even as references. */
function withoutForbidden(text: string): string {
  // Matching surrogate pairs is slow and feeds contain full posts, most of which have nothing to remove: check first.
  if (!/[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/.test(text)) return text;
  return text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

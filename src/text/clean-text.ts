// Replaces the characters that HTML and XML can't contain: control characters, noncharacters and lone surrogates. Each becomes one
// U+FFFD, so offsets stay true. The tool's own marks are noncharacters, so no cleaned text can contain one of them.

// oxlint-disable-next-line no-control-regex
const forbidden =
  /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Matches any surrogate, so it is much faster than `forbidden`, and most texts have none. */
// oxlint-disable-next-line no-control-regex
const suspicious = /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]/;

/** The text with U+FFFD in place of each forbidden character; the length stays the same. */
export function cleanText(text: string): string {
  return suspicious.test(text) ? text.replace(forbidden, '\uFFFD') : text;
}

/** Offset of the first forbidden character, or -1. */
export function findForbidden(text: string): number {
  return suspicious.test(text) ? text.search(forbidden) : -1;
}

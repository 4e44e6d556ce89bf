// Characters that may stand in no HTML or XML: controls, noncharacters, halves of pairs. They become U+FFFD, one for one, so that
// offsets stay true. Noncharacters are also what our own marks are made of: after this, no author's text holds one.

// oxlint-disable-next-line no-control-regex
const forbidden =
  /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Characters that may be forbidden: found much sooner, and most texts hold none. */
// oxlint-disable-next-line no-control-regex
const suspicious = /[\0-\x08\x0B\x0E-\x1F\x7F-\x9F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]/;

export function cleanText(text: string): string {
  return suspicious.test(text) ? text.replace(forbidden, '\uFFFD') : text;
}

/** Offset of the first forbidden character, or -1. */
export function findForbidden(text: string): number {
  return suspicious.test(text) ? text.search(forbidden) : -1;
}

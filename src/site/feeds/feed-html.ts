// The HTML of a page → the HTML of a feed entry: without what only the site's style sheets and scripts use. Must never change the text,
// and expects HTML as rehype-stringify prints it: every attribute value in double quotes, every `<` of the text escaped.

const tags = /<(\/?)([a-z][^\s/>]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*(\/?)>/gi;
const attributes = /\s+([^\s=>"/]+)(?:="[^"]*")?/g;
/** Attributes that only the theme reads, and those that make elements focusable or open without it. */
const themeAttributes = /^(?:class|style|tabindex|popover|popovertarget|loading|decoding|data-.*|on.*)$/i;
/** Names of the boxes that scroll on the site, as roles and labels are only for boxes that can have the focus. */
const boxes = /^(?:pre|div)$/i;
const boxAttributes = /^(?:role|aria-label)$/i;
/** Feed readers remove them, some of them without their content. */
const activeElements = /<(script|style)\b[^>]*>.*?<\/\1>/gis;

/** Removes classes, `data-` attributes and everything else that feed readers can't use, and `span` elements that have nothing else. */
export function feedHtml(html: string): string {
  const isSpanKept: boolean[] = [];
  return html.replace(activeElements, '').replace(tags, (tag, slash: string, name: string, written: string) => {
    const isSpan = name.toLowerCase() === 'span';
    if (slash !== '') return isSpan && isSpanKept.pop() === false ? '' : tag;
    const kept = written.replace(attributes, (text, attribute: string) =>
      themeAttributes.test(attribute) || (boxes.test(name) && boxAttributes.test(attribute)) ? '' : text,
    );
    if (isSpan) isSpanKept.push(kept !== '');
    return isSpan && kept === '' ? '' : `${tag.slice(0, name.length + 1)}${kept}${tag.endsWith('/>') ? '/>' : '>'}`;
  });
}

// SVG files that do what an image must not do, for tests of the published files and of the browser's behavior.

const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"${attributes}>${inside}</svg>`;
const html = 'xmlns="http://www.w3.org/1999/xhtml"';
const evil = 'http://evil.test/x';
const inner = encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" id="x"><script>alert(1)</script></svg>');

/** Each file with the codes of its diagnostics, by name. */
export const hostileSvgs: { readonly [name: string]: readonly [text: string, codes: readonly string[]] } = {
  script: [svg('<script>alert(1)</script>'), ['svg/removed-element']],
  'script of a file': [svg(`<script href="${evil}"/>`), ['svg/removed-element']],
  'script in CDATA': [svg('<script><![CDATA[alert(1)]]></script>'), ['svg/removed-element']],
  'script under another prefix': [
    `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>`,
    ['svg/removed-element'],
  ],
  'script under a prefix that changes': [
    svg('<g xmlns:a="urn:x"><g xmlns:a="http://www.w3.org/2000/svg"><a:script>alert(1)</a:script></g></g>'),
    ['svg/removed-element'],
  ],
  'script of HTML': [
    svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
    ['svg/removed-element'],
  ],
  'script of HTML, with character references in its namespace': [
    svg('<h:script xmlns:h="http&#58;//www.w3.org/1999/xhtml">alert(1)</h:script>'),
    ['svg/removed-element'],
  ],
  'script in metadata of a drawing program': [svg('<x:y xmlns:x="urn:x"><script>alert(1)</script></x:y>'), []],
  'event attribute': [svg('', ' onload="alert(1)"'), ['svg/removed-attribute']],
  'event attribute in single quotes': [
    svg("<g onload = 'alert(1)'/>", " onload='alert(1)'"),
    ['svg/removed-attribute', 'svg/removed-attribute'],
  ],
  'event attribute of an animation': [
    svg('<animate attributeName="x" dur="1ms" onbegin="alert(1)"/>'),
    ['svg/removed-attribute'],
  ],
  'event attribute after a bracket': [
    svg('<g id=">" onclick="alert(1)"><rect width="90" height="90"/></g>'),
    ['svg/removed-attribute'],
  ],
  foreignObject: [
    svg(`<foreignObject width="9" height="9"><body ${html}><script>alert(1)</script></body></foreignObject>`),
    ['svg/removed-element'],
  ],
  'frame of HTML': [svg(`<iframe ${html} src="javascript:parent.alert(1)"/>`), ['svg/removed-element']],
  'object of HTML': [
    svg(`<foreignObject width="9" height="9"><object ${html} data="${evil}"/></foreignObject>`),
    ['svg/removed-element'],
  ],
  'image of HTML': [svg(`<img ${html} src="${evil}" onerror="alert(1)"/>`), ['svg/removed-element']],
  'link to a script': [svg('<a href="javascript:alert(1)"><rect width="90" height="90"/></a>'), ['svg/unsafe-link']],
  'xlink to a script': [
    svg('<a xlink:href="javascript:alert(1)"><rect width="90" height="90"/></a>'),
    ['svg/unsafe-link'],
  ],
  'link to a script in character references': [
    svg('<a href=" &#106;ava&#x9;script:alert(1)"><rect width="90" height="90"/></a>'),
    ['svg/unsafe-link'],
  ],
  'link to a data URL': [
    svg(`<a href="data:text/html,${inner}"><rect width="90" height="90"/></a>`),
    ['svg/unsafe-link'],
  ],
  'link that is animated to a script': [
    svg(
      '<a href="#"><animate attributeName="href" values="javascript:alert(1)" dur="1s" fill="freeze"/><rect width="90" height="90"/></a>',
    ),
    ['svg/removed-element'],
  ],
  'link that is set to a script': [
    svg('<a href="#"><set attributeName=" xlink:href" to="javascript:alert(1)"/><rect width="90" height="90"/></a>'),
    ['svg/removed-element'],
  ],
  'use of another file': [svg(`<use href="${evil}#x"/>`), ['svg/outside-reference']],
  'use of a data URL': [svg(`<use href="data:image/svg+xml,${inner}#x"/>`), ['svg/outside-reference']],
  'image from another site': [svg(`<image href="${evil}" width="9" height="9"/>`), ['svg/outside-reference']],
  'xlink image from another site': [
    svg(`<image xlink:href="//evil.test/x" width="9" height="9"/>`),
    ['svg/outside-reference'],
  ],
  'filter from another site': [
    svg(`<filter id="f"><feImage href="${evil}"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
    ['svg/outside-reference'],
  ],
  'xml:base': [svg('<use href="#x"/>', ' xml:base="http://evil.test/"'), ['svg/removed-attribute']],
  'fill from another site': [svg(`<rect width="9" height="9" fill="url(${evil}#x)"/>`), ['svg/outside-reference']],
  'style from another site': [svg(`<style>@import "${evil}";</style>`), ['svg/outside-reference']],
  'style from another site, split by a comment': [
    svg(`<style>@im<!-- -->port "${evil}";</style>`),
    ['svg/outside-reference'],
  ],
  'style from another site, in CDATA': [
    svg(`<style><![CDATA[@import url(${evil});]]></style>`),
    ['svg/outside-reference'],
  ],
  'style from another site, with CSS escapes': [svg(`<style>@\\69mport "${evil}";</style>`), ['svg/outside-reference']],
  'style from another site, with character references': [
    svg(`<style>&#64;import "${evil}";</style>`),
    ['svg/outside-reference'],
  ],
  'background from another site': [
    svg(`<style>svg { background: url( "${evil}" ) }</style>`),
    ['svg/outside-reference'],
  ],
  'background from another site, in an attribute': [
    svg('', ` style="background:u\\72l(${evil})"`),
    ['svg/outside-reference'],
  ],
  'image-set from another site': [
    svg(`<style>svg { background: image-set("${evil}" 1x) }</style>`),
    ['svg/outside-reference'],
  ],
  'font from another site': [
    svg(`<style>@font-face { font-family: f; src: url(${evil}) }</style><text y="20" font-family="f">x</text>`),
    ['svg/outside-reference'],
  ],
  'xml-stylesheet with CSS': [`<?xml-stylesheet type="text/css" href="${evil}"?>${svg('')}`, ['svg/outside-reference']],
  'xml-stylesheet with XSLT': [
    `<?xml-stylesheet type="text/xsl" href="${evil}"?>${svg('')}`,
    ['svg/outside-reference'],
  ],
  'entity that is a script': [
    `<!DOCTYPE svg [<!ENTITY x "&#60;script>alert(1)&#60;/script>">]>${svg('&x;')}`,
    ['svg/malformed'],
  ],
  'default attribute': [`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>${svg('')}`, ['svg/malformed']],
  'script in an unfinished file': [svg('<script>alert(1)</script><g>'), ['svg/malformed']],
  'script before a malformed tag': [svg('<script>alert(1)</script><g a=b/>'), ['svg/malformed']],
  'page of HTML': [`<html ${html}><script>alert(1)</script></html>`, ['svg/malformed']],
  'script as the root element': ['<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>', ['svg/malformed']],
  'comment that ends at once': [svg('<!--> <script>alert(1)</script> <g a="-->"/>'), []],
  'CDATA after the root element': [`${svg('')}<![CDATA[x]]>`, ['svg/malformed']],
  'entity of HTML': [svg('<text>&nbsp;</text>'), ['svg/malformed']],
};

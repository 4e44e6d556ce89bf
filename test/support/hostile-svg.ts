// SVG files that do what a picture must not, for tests of what is published and of what a browser makes of it.

const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"${attributes}>${inside}</svg>`;
const html = 'xmlns="http://www.w3.org/1999/xhtml"';
const evil = 'http://evil.test/x';
const inner = encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" id="x"><script>alert(1)</script></svg>');

/** By name: the file, and the codes of what is said of it. */
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
  'script of HTML, its namespace in numbers': [
    svg('<h:script xmlns:h="http&#58;//www.w3.org/1999/xhtml">alert(1)</h:script>'),
    ['svg/removed-element'],
  ],
  'script in notes of a drawing program': [svg('<x:y xmlns:x="urn:x"><script>alert(1)</script></x:y>'), []],
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
  'picture of HTML': [svg(`<img ${html} src="${evil}" onerror="alert(1)"/>`), ['svg/removed-element']],
  'link to code': [svg('<a href="javascript:alert(1)"><rect width="90" height="90"/></a>'), ['svg/unsafe-link']],
  'old link to code': [
    svg('<a xlink:href="javascript:alert(1)"><rect width="90" height="90"/></a>'),
    ['svg/unsafe-link'],
  ],
  'link to code in numbers': [
    svg('<a href=" &#106;ava&#x9;script:alert(1)"><rect width="90" height="90"/></a>'),
    ['svg/unsafe-link'],
  ],
  'link to a page of data': [
    svg(`<a href="data:text/html,${inner}"><rect width="90" height="90"/></a>`),
    ['svg/unsafe-link'],
  ],
  'link that becomes one to code': [
    svg(
      '<a href="#"><animate attributeName="href" values="javascript:alert(1)" dur="1s" fill="freeze"/><rect width="90" height="90"/></a>',
    ),
    ['svg/removed-element'],
  ],
  'link that is set to code': [
    svg('<a href="#"><set attributeName=" xlink:href" to="javascript:alert(1)"/><rect width="90" height="90"/></a>'),
    ['svg/removed-element'],
  ],
  'use of another file': [svg(`<use href="${evil}#x"/>`), ['svg/outside-reference']],
  'use of data': [svg(`<use href="data:image/svg+xml,${inner}#x"/>`), ['svg/outside-reference']],
  'picture from elsewhere': [svg(`<image href="${evil}" width="9" height="9"/>`), ['svg/outside-reference']],
  'picture from elsewhere, the old way': [
    svg(`<image xlink:href="//evil.test/x" width="9" height="9"/>`),
    ['svg/outside-reference'],
  ],
  'filter from elsewhere': [
    svg(`<filter id="f"><feImage href="${evil}"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
    ['svg/outside-reference'],
  ],
  'another base': [svg('<use href="#x"/>', ' xml:base="http://evil.test/"'), ['svg/removed-attribute']],
  'fill from elsewhere': [svg(`<rect width="9" height="9" fill="url(${evil}#x)"/>`), ['svg/outside-reference']],
  'style from elsewhere': [svg(`<style>@import "${evil}";</style>`), ['svg/outside-reference']],
  'style from elsewhere, in pieces': [svg(`<style>@im<!-- -->port "${evil}";</style>`), ['svg/outside-reference']],
  'style from elsewhere, in CDATA': [
    svg(`<style><![CDATA[@import url(${evil});]]></style>`),
    ['svg/outside-reference'],
  ],
  'style from elsewhere, in numbers of CSS': [svg(`<style>@\\69mport "${evil}";</style>`), ['svg/outside-reference']],
  'style from elsewhere, in numbers of XML': [svg(`<style>&#64;import "${evil}";</style>`), ['svg/outside-reference']],
  'background from elsewhere': [svg(`<style>svg { background: url( "${evil}" ) }</style>`), ['svg/outside-reference']],
  'background from elsewhere in an attribute': [
    svg('', ` style="background:u\\72l(${evil})"`),
    ['svg/outside-reference'],
  ],
  'set of pictures from elsewhere': [
    svg(`<style>svg { background: image-set("${evil}" 1x) }</style>`),
    ['svg/outside-reference'],
  ],
  'font from elsewhere': [
    svg(`<style>@font-face { font-family: f; src: url(${evil}) }</style><text y="20" font-family="f">x</text>`),
    ['svg/outside-reference'],
  ],
  'sheet of styles': [`<?xml-stylesheet type="text/css" href="${evil}"?>${svg('')}`, ['svg/outside-reference']],
  'sheet of transformations': [
    `<?xml-stylesheet type="text/xsl" href="${evil}"?>${svg('')}`,
    ['svg/outside-reference'],
  ],
  'entity that is a script': [
    `<!DOCTYPE svg [<!ENTITY x "&#60;script>alert(1)&#60;/script>">]>${svg('&x;')}`,
    ['svg/malformed'],
  ],
  'attribute by default': [`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>${svg('')}`, ['svg/malformed']],
  'script in what breaks off': [svg('<script>alert(1)</script><g>'), ['svg/malformed']],
  'script after a tag that goes wrong': [svg('<script>alert(1)</script><g a=b/>'), ['svg/malformed']],
  'page of HTML': [`<html ${html}><script>alert(1)</script></html>`, ['svg/malformed']],
  'script under no namespace of ours': [
    '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    ['svg/malformed'],
  ],
  'comment that is none': [svg('<!--> <script>alert(1)</script> <g a="-->"/>'), []],
  'CDATA outside': [`${svg('')}<![CDATA[x]]>`, ['svg/malformed']],
  'entity of HTML': [svg('<text>&nbsp;</text>'), ['svg/malformed']],
};

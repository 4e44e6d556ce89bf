import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { escapeHtml, escapeXml } from '../../src/text/escape.ts';

function checkHtml(input: string, expected: string) {
  test(`HTML of ${JSON.stringify(input)}`, () => expect(escapeHtml(input)).toBe(expected));
}

/** A strict parser reads `expected` back. */
function checkXml(input: string, expected: string) {
  test(`XML of ${JSON.stringify(input)}`, () => {
    let text = '';
    const parser = new SaxesParser();
    parser.on('text', (piece) => {
      text += piece;
    });
    parser.on('error', (problem) => {
      throw problem;
    });
    parser.write(`<a b="${escapeXml(input)}">${escapeXml(input)}</a>`).close();
    expect(text).toBe(expected);
  });
}

checkHtml('plain', 'plain');
checkHtml('a < b && "c" > \'d\'', "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'");
checkHtml('&amp;', '&amp;amp;');

checkXml('a < b && "c" > \'d\'', 'a < b && "c" > \'d\'');
checkXml(']]>', ']]>');
checkXml('<![CDATA[x]]>', '<![CDATA[x]]>');
checkXml('&#0; &nbsp;', '&#0; &nbsp;');
checkXml('tab\tline\nreturn\r\n', 'tab\tline\nreturn\r\n');
checkXml('\0\u0001\u0008\u000B\u001F|\uFFFE\uFFFF|', '||');
checkXml('lone \uD800 and \uDC00 pair \u{1F680}', 'lone  and  pair \u{1F680}');
checkXml('\u202Eright to left\u200F', '\u202Eright to left\u200F');

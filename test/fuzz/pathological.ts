// Texts that are known to be expensive for Markdown parsers, each of about the requested length: the inputs of cmark-gfm's own test, and
// others for the features that this tool adds.

type Make = (length: number) => string;

/** Repeats a piece as often as it fits. */
function fill(piece: string): Make {
  return (length) => piece.repeat(Math.max(1, Math.floor(length / piece.length)));
}

/** One piece for each number from 0, until the length is reached. */
function count(pieceFor: (number: number) => string): Make {
  return (length) => {
    const pieces: string[] = [];
    for (let number = 0, size = 0; size < length; number++) {
      const piece = pieceFor(number);
      pieces.push(piece);
      size += piece.length;
    }
    return pieces.join('');
  };
}

/** Paragraphs that each repeat a piece `times` times, which is below the limit for one paragraph. */
function paragraphs(piece: string, times: number): Make {
  return fill(`${piece.repeat(times)}\n\n`);
}

export const pathological: { readonly [name: string]: Make } = {
  'nested strong emphasis': (length) => `${'*a **a '.repeat(length / 14)}b${' a** a*'.repeat(length / 14)}`,
  'emphasis in paragraphs': paragraphs('*a **a ', 600),
  'emphasis that only closes': paragraphs('a_ ', 1900),
  'emphasis that only opens': paragraphs('_a ', 1900),
  'emphasis of two kinds': paragraphs('*a_ ', 900),
  'link closers': paragraphs('a]', 3900),
  'link openers': paragraphs('[a', 3900),
  'link openers that are never closed': paragraphs('[a](<b', 1300),
  'link openers and emphasis': paragraphs('[ a_', 1900),
  'images in images': paragraphs('![', 1900),
  'nested brackets': (length) => `${'['.repeat(length / 2)}a${']'.repeat(length / 2)}`,
  'nested brackets in paragraphs': fill(`${'['.repeat(1900)}a${']'.repeat(1900)}\n\n`),
  'nested quotations': fill('> '),
  'quotations ninety levels deep': fill(`${'> '.repeat(90)}a\n\n`),
  'lazy quotations': fill(`${'> '.repeat(90)}a\nb\n`),
  'deep lists': fill(`${Array.from({ length: 40 }, (_, depth) => `${'  '.repeat(depth)}- a\n`).join('')}\n`),
  'a list': fill('- a\n'),
  'a loose list': fill('- a\n\n'),
  'a task list': fill('- [ ] a\n'),
  'a numbered list': count((number) => `${number}. a\n`),
  backticks: count((number) => `e${'`'.repeat(number % 60)}`),
  'runs of backticks': paragraphs('`a``', 4000),
  backslashes: fill('\\'),
  'line ends with backslashes': fill('\\\n'),
  'hard breaks': fill('a  \n'),
  entities: fill('&amp;'),
  ampersands: fill('&'),
  'numeric entities': fill('&#x41;'),
  'long entities': fill('&CounterClockwiseContourIntegral;'),
  'unclosed comments': paragraphs('</ <!--', 1900),
  'unclosed declarations': paragraphs('a<!A ', 1900),
  'unclosed processing': paragraphs('a<?', 3900),
  'unclosed sections': paragraphs('a<![CDATA[', 1900),
  tags: fill('<b>a</b>'),
  'unclosed tags': paragraphs('<a href="', 3900),
  attributes: (length) => `<p ${'a="b" '.repeat(length / 6)}>\n`,
  'blocks of html': fill('<div>a</div>\n\n'),
  'open blocks of html': fill('<div>\n'),
  'tables in html': fill('<table><td>'),
  'formatting that html reopens': fill('<b><p>'),
  'closing tags': fill('</p>'),
  'a wide table': (length) => `|${'a|'.repeat(length / 6)}\n|${'-|'.repeat(length / 6)}\n|${'b|'.repeat(length / 6)}\n`,
  'a long table': (length) => `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(length / 6)}`,
  'a table of few cells in wide rows': (length) =>
    `|${'a|'.repeat(300)}\n|${'-|'.repeat(300)}\n${'b\n'.repeat(length / 3)}`,
  'rows of bars': fill('|'),
  'almost tables': fill('|a|\n|-\n\n'),
  'delimiter rows': fill('-|'),
  footnotes: count((number) => `a[^${number}]\n\n[^${number}]: b\n\n`),
  'references to one footnote': (length) => `${'a[^1]\n\n'.repeat(length / 7)}[^1]: b\n`,
  'undefined footnotes': count((number) => `a[^n${number}]\n\n`),
  'unused footnotes': count((number) => `[^n${number}]: b\n\n`),
  'footnotes in footnotes': count((number) => `[^${number}]: b[^${number + 1}]\n\n`),
  definitions: count((number) => `[a${number}]: b\n`),
  references: (length) => `[a]: /archive/\n\n${paragraphs('[a] ', 900)(length)}`,
  'broken references': paragraphs('[a][b] ', 900),
  'almost definitions': fill('[a]:\n'),
  'one definition repeated': fill('[a]: b\n'),
  links: paragraphs('[a](b.txt) ', 800),
  'bare addresses': paragraphs('http://a.b ', 1000),
  'addresses with brackets': (length) => `http://a.b/${'('.repeat(length / 2)}${')'.repeat(length / 2)}`,
  'one long address': (length) => `http://${'a.'.repeat(length / 2)}`,
  'ampersands at the end of an address': (length) => `http://a.b/${'&a;'.repeat(length / 3)}`,
  'bare mail addresses': paragraphs('a@b.c ', 1000),
  'a long mail address': (length) => `${'a.'.repeat(length / 4)}@${'b.'.repeat(length / 4)}c`,
  'almost mail addresses': paragraphs('a@', 3900),
  'angle brackets': paragraphs('<', 3900),
  'addresses in angle brackets': paragraphs('<http://a> ', 1900),
  headings: fill('# a\n'),
  'headings of one name': fill('## the same\n\n'),
  'headings of numbered names': count((number) => `## a-${number % 7}\n\n`),
  'headings with ids': count((number) => `## a {#x${number}}\n\n`),
  'underlined headings': fill('a\n=\n'),
  'a paragraph of lines': fill('a\n'),
  'a line without spaces': fill('a'),
  'a line of words': fill('word '),
  'a line of quotation marks': fill('"\'a'),
  'a line of dots': fill('...a--'),
  'a line of spaces': fill(' '),
  'blank lines': fill('\n'),
  tabs: fill('\t'),
  'spaces before line ends': fill('          \n'),
  'hash signs': fill('#'),
  'a line of dashes': fill('-'),
  'thematic breaks': fill('---\n\n'),
  'stars with spaces': fill('* '),
  'numbers with dots': fill('1. '),
  'open fences': fill('```\n'),
  fences: fill('```go\na\n```\n\n'),
  'fences of tildes': fill('~~~\n```\n'),
  'one long listing': (length) => `\`\`\`js\n${'a("b", /c/, `d`) // e\n'.repeat(length / 22)}\`\`\`\n`,
  'a listing of one line': (length) => `\`\`\`js\n${'a("b");'.repeat(length / 7)}\n\`\`\`\n`,
  'listings of four kilobytes in a line': fill(`\`\`\`js\n${'a("b\\"'.repeat(700)}\n\`\`\`\n\n`),
  'listings in many languages': count(
    (number) =>
      `\`\`\`${['c', 'go', 'sh', 'py', 'rust', 'yaml', 'nginx', 'xml'][number % 8]}\n${'<a b="c\\" #{(['.repeat(80)}\n\`\`\`\n\n`,
  ),
  sessions: fill('```console\n$ a \\\n> b\nc\n```\n\n'),
  'one long session': (length) => `\`\`\`console\n${'$ a\nb\n'.repeat(length / 6)}\`\`\`\n`,
  'here-documents': (length) => `\`\`\`console\n${'$ cat <<A <<B\n'.repeat(length / 14)}\`\`\`\n`,
  'options of fences': (length) => `\`\`\`go ${'a="b" '.repeat(length / 6)}\nx\n\`\`\`\n`,
  'marked lines': (length) => `\`\`\`go {${'1-9,'.repeat(length / 4)}1}\nx\n\`\`\`\n`,
  diagrams: fill('```dot alt="a"\ndigraph { a -> b }\n```\n\n'),
  'a large diagram': (length) =>
    `\`\`\`dot alt="a"\ndigraph { ${Array.from({ length: length / 12 }, (_, number) => `a${number} -> a${(number * 7) % 97};`).join('')} }\n\`\`\`\n`,
  'a large sequence': (length) => `\`\`\`sequence alt="a"\n${'A->>B: c\n'.repeat(length / 9)}\`\`\`\n`,
  'a flowchart of many': (length) =>
    `\`\`\`mermaid alt="a"\nflowchart\n${Array.from({ length: length / 14 }, (_, number) => `A${number}-->A${(number * 7) % 97}\n`).join('')}\`\`\`\n`,
  'a flowchart of brackets': (length) => `\`\`\`mermaid alt="a"\nflowchart\n${'A[[(("'.repeat(length / 6)}\n\`\`\`\n`,
  'a message of spaces': (length) => `\`\`\`mermaid alt="a"\nsequenceDiagram\nA${' '.repeat(length)}B\n\`\`\`\n`,
  'a sequence of many': (length) =>
    `\`\`\`sequence alt="a"\n${Array.from({ length: length / 14 }, (_, number) => `A${number}->>B${number}: c\n`).join('')}\`\`\`\n`,
  dollars: paragraphs('$', 3900),
  formulas: paragraphs('$$a$$ ', 600),
  'a formula of braces': (length) => `$$\n${'{'.repeat(length / 2)}${'}'.repeat(length / 2)}\n$$\n`,
  'a formula of fractions': (length) => `$$\n${'\\frac{a}{'.repeat(length / 10)}b${'}'.repeat(length / 10)}\n$$\n`,
  'a long formula': (length) => `$$\n${'a+'.repeat(length / 2)}b\n$$\n`,
  'macros in a formula': () => `$$\n\\def\\a{\\b\\b\\b}\\def\\b{\\c\\c\\c}\\def\\c{\\d\\d\\d}\\def\\d{\\a\\a}\\a\n$$\n`,
  'directives that are never closed': fill(':::a\n'),
  'directives that are closed': fill(':::a b\nc\n:::\n\n'),
  'directives in directives': (length) =>
    `${Array.from({ length: 19 }, (_, at) => `${':'.repeat(22 - at)}a\n`).join('')}${'b *c*\n\n'.repeat(length / 7)}`,
  'lines of colons': fill(':::\n'),
  'directives without content': fill('::a[b]{c=d}\n'),
  'many attributes': (length) => `::a{${'b=c '.repeat(length / 4)}}\n`,
  'brackets in a label': (length) => `:::a[${'['.repeat(length / 2)}${']'.repeat(length / 2)}]\n`,
  'a directive with a long title': (length) => `:::a ${'*b* '.repeat(length / 4)}\n`,
  callouts: fill('> [!NOTE]\n> a\n\n'),
  images: count((number) => `![a](a${number}.png "b")\n\n`),
  'excerpt marks': fill('<!--more-->\n\n'),
  comments: fill('<!-- a -->\n\n'),
  emoji: fill('🎉'),
  'combining marks': fill('a\u0301'),
  'right-to-left text': fill('א\u202E'),
  'characters that are replaced': fill('\u0001'),
  noncharacters: fill('\uFDD00\uFDD1'),
  'lone surrogates': fill('\uD800'),
  'carriage returns': fill('a\r'),
  'text like templates': fill('{{ a }} $& '),
};

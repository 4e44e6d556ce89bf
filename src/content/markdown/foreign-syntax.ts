// Syntax that other tools have and Markdown shows as text, and text that Markdown takes for escapes: patterns for `text-checks.ts`.
// A pattern must take time that grows with the text alone: every paragraph is searched for all of them.

/** A pattern for text without code, links and HTML, and what to say of each match. */
interface ForeignSyntax {
  /** `markdown/foreign-syntax` if there is none. */
  readonly code?: string;
  readonly pattern: RegExp;
  readonly message: (match: RegExpMatchArray) => string;
  readonly hint: (match: RegExpMatchArray) => string;
}

/** Syntax of other tools, which is text here. */
export const foreignSyntax: readonly ForeignSyntax[] = [
  {
    pattern: /(?<!\\)(!?)\[\[(?![\s[]|_?toc_?\]\])([^[\]\n|#]{1,200})([|#][^[\]\n]{1,200})?\]\](?!\()/gi,
    message: ([, isImage, name]) =>
      isImage
        ? `\`![[${name}]]\` shows nothing here: readers see it as text`
        : `\`[[${name}]]\` is not a link here: readers see it as text`,
    hint: ([, isImage, name = '', more = '']) =>
      isImage
        ? `write \`![what it shows](${/\s/.test(name) ? `<${name}>` : name})\`, with the path of the file`
        : `write \`[${more.startsWith('|') ? more.slice(1) : name}](${/\s/.test(name) ? `<${name}.md>` : `${name}.md`})\` with the path of its file, or put it into backticks`,
  },
  {
    pattern: /^\s*\[\[?_?toc_?\]?\]\s*$/gi,
    message: ([written]) => `readers see \`${written.trim()}\` as text`,
    hint: () => 'remove it: pages with several headings have a table of contents',
  },
  {
    pattern: /(?<![=\w\\])==(?![\s=])[^=\n]{1,200}(?<![\s=])==(?![=\w])/g,
    message: () => 'readers see the marks `==` as text',
    hint: () => 'write `<mark>…</mark>`',
  },
  {
    pattern: /(?<![%\w\\])%%(?!%)[^%]{1,500}%%(?!%)/g,
    message: () => 'this is not a comment here: readers see what is between `%%`',
    hint: () => 'write `<!-- … -->`',
  },
  {
    pattern: /\{\/\*[^]{1,500}?\*\/\}/g,
    message: () => 'this is not a comment here: readers see what is between `{/*` and `*/}`',
    hint: () => 'write `<!-- … -->`',
  },
  {
    pattern: /(?<![\w\\])\{:\s?(?:[.#][\w-]|[\w-]+=)[^{}\n]{0,200}\}/g,
    message: ([written]) => `\`${written}\` sets no attributes here: readers see it as text`,
    hint: () => 'remove it',
  },
  {
    pattern: /^(?:import\s[^\n]{1,200}\sfrom\s+['"][^'"\n]{1,200}['"];?|export\s+(?:const|default|function)\s)/g,
    message: () => 'this is a line of MDX, which readers see as text',
    hint: () => 'remove it',
  },
  {
    pattern: /^(?:!!!|\?\?\?)\+?[ \t]+([a-z]+)\b/gi,
    message: ([written]) => `\`${written}\` is no callout here: readers see it as text`,
    hint: () => 'write `> [!NOTE]`, and `> ` before each line of its text',
  },
  {
    pattern: /(?<![\\\]])\^\[[^[\]\n]{1,500}\]/g,
    message: () => 'this is not a footnote here: readers see `^[…]` as text',
    hint: () => 'write `[^1]`, and a line `[^1]: …` with the note',
  },
  {
    pattern: /(?<=[\p{L}\p{N})])\^([\w+\u2212-]{1,20})\^(?![\w^])/gu,
    message: ([marked]) => `\`${marked}\` is not raised here: readers see the marks`,
    hint: ([, raised]) => `write \`<sup>${raised}</sup>\``,
  },
  {
    pattern: /(?<=\n[ \t>]{0,20}):[ \t]+\S/g,
    message: () => 'this does not define a term here: readers see the colon',
    hint: () => 'write a list, or `<dl><dt>term</dt><dd>definition</dd></dl>`',
  },
  {
    pattern: /^\*\[([^[\]\n]{1,40})\]:/g,
    message: ([written]) => `\`${written}\` defines no abbreviation here: readers see it as text`,
    hint: ([, name]) => `write \`<abbr title="…">${name}</abbr>\` where it is used`,
  },
  {
    pattern: /(?<![^\s(*_~>]):(?:[a-z][a-z0-9_+-]{1,30}|[+-]1):(?![^\s.,;!?)*_~<])/g,
    message: ([written]) => `\`${written}\` is no emoji here: readers see it as text`,
    hint: () => 'type the character itself, or put it into backticks',
  },
  {
    pattern:
      /(?<!\\)\\\((?=(?:[^\\]|\\[^)]){0,300}?(?:[_^]|\\[a-z])|(?:(?!\p{L}{3}|\\\*)(?:[^\\]|\\[^)])){0,300}?[=+])(?:[^\\]|\\(?!\))){1,300}\\\)/gu,
    message: () => '`\\(…\\)` is no formula here: readers see its source',
    hint: () => 'write `$$…$$`',
  },
  {
    pattern:
      /(?<!\\)\\\[(?=(?:[^\\]|\\[^\]]){0,300}?(?:[_^]|\\[a-z])|(?:(?!\p{L}{3}|\\\*)(?:[^\\]|\\[^\]])){0,300}?[=+])(?:[^\\]|\\(?!\])){1,1000}\\\](?!\()/gu,
    message: () => '`\\[…\\]` is no formula here: readers see its source',
    hint: () => 'write the formula between two lines of `$$`',
  },
  {
    code: 'markdown/hidden-marks',
    pattern: /(?<![\w\\])\\\\[\w.$-]+(?:\\[\w.$-]+)+/g,
    message: () => 'readers see only one of these two `\\`',
    hint: () => 'put the path into backticks',
  },
  {
    code: 'markdown/hidden-marks',
    pattern: /(?<![\w\\])[A-Z]:(?:\\[\w -]{0,60})*?\\[!-/:-@[\]-`{-~]\S*/g,
    message: ([written]) =>
      `readers don't see the \`\\\` before \`${/\\([!-/:-@[\]-`{-~])/.exec(written)?.[1] ?? ''}\``,
    hint: () => 'put the path into backticks',
  },
];

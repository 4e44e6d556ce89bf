// Formulas in Markdown, read by micromark-extension-math: `$$…$$` inside a paragraph, or a block between two lines of `$$`. Three or more
// dollar signs stay text, and so does a single one (`$5 and $6`), unless the site wants `$…$`, which is read by Pandoc's rules. Never looks
// at the TeX: `diagrams/math.ts` draws it.

import { type Math, mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';

type Syntax = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<Syntax['text']>[string], readonly unknown[] | undefined>;
type State = ReturnType<Construct['tokenize']>;

const dollar = 36;
const backslash = 92;

/** Teaches remark-parse formulas, which become `math` and `inlineMath` nodes; `singleDollar` also those between single dollar signs. */
export function remarkMathWith({ singleDollar }: { singleDollar: boolean }): (this: Processor) => void {
  return function remarkMath() {
    const data = this.data();
    const { flow, text } = math({ singleDollarTextMath: false });
    const syntax: Syntax = { flow: narrowed(flow, true), text: narrowed(text, false) };
    const single: Syntax = { text: { [dollar]: singleDollarMath } };
    data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax, ...(singleDollar ? [single] : [])];
    data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), mathFromMarkdown()];
  };
}

/** Whether the block ends with a line of dollar signs; `written` is its Markdown. */
export function isClosed({ value }: Math, written: string): boolean {
  const last = /[\n\r][ \t>]*\${2,}[ \t]*$/;
  return last.test(written) && !last.test(`\n${value}`);
}

/**
 * The library's syntax, but only after exactly two dollar signs, which must be alone in their line if they open a block. The library allows
 * more, and reads the rest of the line as an info string: `$$\begin{aligned}` would open a block that `\end{aligned}$$` doesn't close.
 */
function narrowed(constructs: Syntax['text'], isBlock: boolean): Syntax['text'] {
  const opening = twoDollars(isBlock);
  const narrow = (construct: Construct): Construct => ({
    ...construct,
    tokenize(effects, ok, nok) {
      return effects.check(opening, construct.tokenize.call(this, effects, ok, nok), nok);
    },
  });
  return { [dollar]: [constructs?.[dollar] ?? []].flat().map(narrow) };
}

function twoDollars(isBlock: boolean): Construct {
  return {
    partial: true,
    tokenize(effects, ok, nok) {
      let length = 0;
      const more: State = (code) => {
        if (length < 2 ? code === dollar : isBlock && (code === -2 || code === -1 || code === 32)) {
          effects.consume(code);
          length += 1;
          return more;
        }
        effects.exit('mathTextSequence');
        // In micromark, codes below -2 are line ends.
        const isEnd = isBlock ? code !== null && code < -2 : code !== dollar;
        return length >= 2 && isEnd ? ok(code) : nok(code);
      };
      return (code) => {
        effects.enter('mathTextSequence');
        return more(code);
      };
    },
  };
}

/**
 * `$…$` by Pandoc's rules: no space after the opening sign and before the closing one, and no digit after it. The next dollar sign without
 * a backslash must close the formula; otherwise the first one is text. So `$5 and $6` and `US$5-$10` are amounts of money.
 */
const singleDollarMath: Construct = {
  name: 'singleDollarMath',
  previous: (code) => code !== dollar,
  tokenize(effects, ok, nok) {
    let isAfterSpace = false;
    let isEscaped = false;
    const sign = (code: Parameters<State>[0], next: State): State => {
      effects.enter('mathTextSequence');
      effects.consume(code);
      effects.exit('mathTextSequence');
      return next;
    };
    const opened: State = (code) => (isSpace(code) || code === dollar ? nok(code) : inside(code));
    const inside: State = (code) => {
      if (code === null) return nok(code);
      if (code === dollar) return isAfterSpace ? nok(code) : sign(code, closed);
      if (code < -2) {
        effects.enter('lineEnding');
        effects.consume(code);
        effects.exit('lineEnding');
        isAfterSpace = true;
        isEscaped = false;
        return inside;
      }
      effects.enter('mathTextData');
      return content(code);
    };
    const content: State = (code) => {
      if (code === null || code < -2 || (code === dollar && !isEscaped)) {
        effects.exit('mathTextData');
        return inside(code);
      }
      isEscaped = code === backslash && !isEscaped;
      isAfterSpace = isSpace(code);
      effects.consume(code);
      return content;
    };
    const closed: State = (code) => {
      if (code !== null && code >= 48 && code <= 57) return nok(code);
      effects.exit('mathText');
      return ok(code);
    };
    return (code) => {
      effects.enter('mathText');
      return sign(code, opened);
    };
  },
};

/** Spaces, tabs and line ends, which have negative codes in micromark. */
function isSpace(code: Parameters<State>[0]): boolean {
  return code === null || code < 0 || code === 32;
}

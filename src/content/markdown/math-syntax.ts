// Formulas in Markdown, read by micromark-extension-math: `$$…$$` inside a paragraph, or a block between two lines of `$$`.
// A single dollar sign stays text (`$5 and $6`), and so do three or more. Never looks at the TeX: `diagrams/math.ts` draws it.

import { type Math, mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';

type Syntax = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<Syntax['text']>[string], readonly unknown[] | undefined>;
type State = ReturnType<Construct['tokenize']>;

const dollar = 36;

/** Teaches remark-parse formulas, which become `math` and `inlineMath` nodes. */
export function remarkMath(this: Processor): void {
  const data = this.data();
  const { flow, text } = math({ singleDollarTextMath: false });
  const syntax: Syntax = { flow: narrowed(flow, true), text: narrowed(text, false) };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), mathFromMarkdown()];
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

// `$$…$$` as syntax: inside a paragraph, or as a block between two lines of `$$`. One dollar sign is a dollar sign: `$5 and $6` stays text.
// What is inside is taken as it is: for the parser a formula is code with other marks around it, told from code by its first character.

import type { Code, InlineCode } from 'mdast';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';
import { type RenderContext } from '../context/render-context.ts';
import { rangeOf } from '../context/text-range.ts';

type Syntax = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<Syntax['text']>[string], readonly unknown[] | undefined>;
type Tokenizer = Construct['tokenize'];
type State = ReturnType<Tokenizer>;
type Character = Parameters<State>[0];

const dollar = 36;

/** Teaches remark-parse formulas. */
export function remarkMath(this: Processor): void {
  const data = this.data();
  const inline: Construct = { name: 'mathInline', tokenize: inlineFormula, previous: (code) => code !== dollar };
  const block: Construct = { name: 'mathBlock', tokenize: formulaBlock, concrete: true };
  const syntax: Syntax = { text: { [dollar]: inline }, flow: { [dollar]: block } };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), syntax];
}

/** Whether code is a formula. Indented code may look like one, but then the dollars are part of its text. */
export function isFormula(node: Code | InlineCode, context: RenderContext): boolean {
  const isMarked = context.text.startsWith('$$', rangeOf(node)?.start ?? -1);
  return isMarked && (node.type === 'inlineCode' || !node.value.startsWith('$$'));
}

/** Whether a block of `$$` is closed by a line of its own. */
export function isClosed(written: string): boolean {
  return /[\n\r][ \t>]*\$\$[ \t]*$/.test(written);
}

/** Line ends are negative numbers in micromark. */
function isLineEnd(code: Character): boolean {
  return code !== null && code < -2;
}

/** Spaces and tabs, real and virtual. */
function isSpace(code: Character): boolean {
  return code === -2 || code === -1 || code === 32;
}

const inlineFormula: Tokenizer = function (effects, ok, nok) {
  let opened = 0;
  let closed = 0;

  const start: State = (code) => {
    effects.enter('codeText');
    effects.enter('codeTextSequence');
    return opening(code);
  };
  const opening: State = (code) => {
    if (code === dollar) {
      effects.consume(code);
      opened += 1;
      return opening;
    }
    if (opened !== 2) return nok(code);
    effects.exit('codeTextSequence');
    return between(code);
  };
  const between: State = (code) => {
    if (code === null) return nok(code);
    if (isLineEnd(code)) {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return between;
    }
    if (code === dollar) return effects.attempt({ tokenize: closing, partial: true }, end, data)(code);
    return data(code);
  };
  const data: State = (code) => {
    effects.enter('codeTextData');
    effects.consume(code);
    return inData;
  };
  const inData: State = (code) => {
    if (code === null || isLineEnd(code) || code === dollar) {
      effects.exit('codeTextData');
      return between(code);
    }
    effects.consume(code);
    // A dollar sign after a back slash is one of the formula's own.
    return code === 92 ? escaped : inData;
  };
  const escaped: State = (code) => {
    if (code !== dollar && code !== 92) return inData(code);
    effects.consume(code);
    return inData;
  };
  const closing: Tokenizer = (effects, ok, nok) => {
    closed = 0;
    const more: State = (code) => {
      if (code === dollar) {
        effects.consume(code);
        closed += 1;
        return more;
      }
      if (closed !== 2) return nok(code);
      effects.exit('codeTextSequence');
      return ok(code);
    };
    return (code) => {
      effects.enter('codeTextSequence');
      return more(code);
    };
  };
  const end: State = (code) => {
    effects.exit('codeText');
    return ok(code);
  };
  return start;
};

const formulaBlock: Tokenizer = function (effects, ok, nok) {
  const { parser, now } = this;
  let size = 0;

  const start: State = (code) => {
    effects.enter('codeFenced');
    effects.enter('codeFencedFence');
    effects.enter('codeFencedFenceSequence');
    return opening(code);
  };
  const opening: State = (code) => {
    if (code === dollar) {
      effects.consume(code);
      size += 1;
      return opening;
    }
    if (size !== 2) return nok(code);
    effects.exit('codeFencedFenceSequence');
    return isSpace(code) ? spaces(effects, afterOpening)(code) : afterOpening(code);
  };
  const afterOpening: State = (code) => {
    if (!isLineEnd(code)) return nok(code);
    effects.exit('codeFencedFence');
    return atLineEnd(code);
  };
  const atLineEnd: State = (code) => {
    if (code === null) return after(code);
    return effects.check({ tokenize: ownLine, partial: true }, nextLine, after)(code);
  };
  const nextLine: State = (code) => effects.attempt({ tokenize: closing, partial: true }, after, ordinaryLine)(code);
  const ordinaryLine: State = (code) => {
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return lineStart;
  };
  const lineStart: State = (code) => {
    if (code === null || isLineEnd(code)) return atLineEnd(code);
    effects.enter('codeFlowValue');
    return inLine(code);
  };
  const inLine: State = (code) => {
    if (code === null || isLineEnd(code)) {
      effects.exit('codeFlowValue');
      return atLineEnd(code);
    }
    effects.consume(code);
    return inLine;
  };
  const after: State = (code) => {
    effects.exit('codeFenced');
    return ok(code);
  };

  /** Whether the next line still belongs to the list item or quote that the formula is in. */
  const ownLine: Tokenizer = (effects, ok, nok) => (code) => {
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return (next) => (parser.lazy[now().line] ? nok(next) : ok(next));
  };
  const closing: Tokenizer = (effects, ok, nok) => {
    let length = 0;
    const lineEnd: State = (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return prefix;
    };
    const prefix: State = (code) => (isSpace(code) ? spaces(effects, fence)(code) : fence(code));
    const fence: State = (code) => {
      if (code !== dollar) return nok(code);
      effects.enter('codeFencedFence');
      effects.enter('codeFencedFenceSequence');
      return sequence(code);
    };
    const sequence: State = (code) => {
      if (code === dollar) {
        effects.consume(code);
        length += 1;
        return sequence;
      }
      if (length !== 2) return nok(code);
      effects.exit('codeFencedFenceSequence');
      return isSpace(code) ? spaces(effects, last)(code) : last(code);
    };
    const last: State = (code) => {
      if (code !== null && !isLineEnd(code)) return nok(code);
      effects.exit('codeFencedFence');
      return ok(code);
    };
    return lineEnd;
  };
  return start;
};

/** Takes a run of spaces. */
function spaces(effects: Parameters<Tokenizer>[0], next: State): State {
  const more: State = (code) => {
    if (isSpace(code)) {
      effects.consume(code);
      return more;
    }
    effects.exit('whitespace');
    return next(code);
  };
  return (code) => {
    effects.enter('whitespace');
    return more(code);
  };
}

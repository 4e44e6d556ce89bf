// Directives in Markdown, read by micromark-extension-directive: `:::name[label]{key="value"}` … `:::`, and `::name[label]{…}` on a line of
// its own. There is no form inside a line: `10:30` and `std::vector` stay text. Also reads an opening line as other tools write it, with spaces
// before the name, and with a title after it: `::: tip Title`. Never looks at what a name means.

import { directiveFromMarkdown } from 'mdast-util-directive';
import { directive } from 'micromark-extension-directive';
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';

type Syntax = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<Syntax['flow']>[string], readonly unknown[] | undefined>;
type Effects = Parameters<Construct['tokenize']>[0];
type State = ReturnType<Construct['tokenize']>;
type Code = Parameters<State>[0];

const colon = 58;
const space = 32;
const openBracket = 91;
const openBrace = 123;

/** Teaches remark-parse directives, which become `containerDirective` and `leafDirective` nodes. */
export function remarkDirectives(this: Processor): void {
  const data = this.data();
  const [container, ...others] = [directive().flow?.[colon] ?? []].flat();
  const flow = container === undefined ? others : [withTitle(container), ...others];
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow: { [colon]: flow.map(withLetter) } }];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), directiveFromMarkdown()];
}

/** The library's syntax, but for names that begin with a letter: `::1` is an address of a computer. */
function withLetter(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      return effects.check(letterAfterColons, construct.tokenize.call(this, effects, ok, nok), nok);
    },
  };
}

const letterAfterColons: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const more: State = (code) => {
      if (code !== colon && !isSpace(code)) {
        effects.exit('whitespace');
        return code !== null && code > 0 && /\p{L}/u.test(String.fromCodePoint(code)) ? ok(code) : nok(code);
      }
      effects.consume(code);
      return more;
    };
    return (code) => {
      effects.enter('whitespace');
      return more(code);
    };
  },
};

/**
 * The library's container, whose opening line may have spaces before its name and a title at its end. The library is shown spaces in place of
 * the title's characters, and the white space that it finds there becomes a label like the one in `[…]`.
 */
function withTitle(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const opening = openingLine(effects);
      return opening.follow(construct.tokenize.call(this, opening.effects, opening.end(ok), opening.end(nok)));
    },
  };
}

function openingLine(effects: Effects) {
  let isOpen = true;
  let hasName = false;
  let hasLabel = false;
  /** The token that is open after the name. */
  let inside: 'space' | 'title' | null = null;
  /** The character that the library was shown, as it is written. */
  let written: Code = null;

  const watched: Effects = {
    ...effects,
    consume: (code) => effects.consume(isOpen ? written : code),
    enter(type, fields) {
      if (type === 'directiveContainerName') hasName = true;
      if (isOpen && type === 'whitespace') inside = 'space';
      return effects.enter(type, fields);
    },
    exit(type) {
      if (type === 'directiveContainerFence') isOpen = false;
      if (type !== 'whitespace' || inside !== 'title') return effects.exit(type);
      inside = null;
      effects.exit('chunkText');
      effects.exit('directiveContainerLabelString');
      return effects.exit('directiveContainerLabel');
    },
  };

  /** Calls a state of the library, and those that follow it. */
  function follow(state: State): State {
    return (code) => {
      written = code;
      if (!hasName && isSpace(code)) return skip(state)(code);
      // A label or attributes come right after the name; after a space they are a mistake, and no title.
      if (inside !== 'title' && (code === openBracket || code === openBrace)) hasLabel = true;
      const isTitle = inside !== null && !hasLabel && !isSpace(code) && !isEnd(code);
      if (isTitle && inside === 'space') {
        inside = 'title';
        effects.exit('whitespace');
        effects.enter('directiveContainerLabel');
        effects.enter('directiveContainerLabelString');
        effects.enter('chunkText', { contentType: 'text', _contentTypeTextTrailing: true });
      }
      // The library takes a tab for a letter of the name.
      const next = state(isTitle || (!hasLabel && isSpace(code)) ? space : code);
      return isOpen && next ? follow(next) : next;
    };
  }

  /** Leaves the construct: what follows is another's. */
  function end(state: State): State {
    return (code) => {
      const actual = isOpen ? written : code;
      isOpen = false;
      return state(actual);
    };
  }

  /** Passes the spaces between the colons and the name. */
  function skip(state: State): State {
    const more: State = (code) => {
      if (isSpace(code)) {
        effects.consume(code);
        return more;
      }
      effects.exit('whitespace');
      return follow(state)(code);
    };
    return (code) => {
      effects.enter('whitespace');
      return more(code);
    };
  }

  return { effects: watched, follow, end };
}

/** In micromark, tabs and the spaces that they stand for have codes -2 and -1, and line ends lower ones. */
function isSpace(code: Code): boolean {
  return code === space || code === -2 || code === -1;
}

function isEnd(code: Code): boolean {
  return code === null || code < -2;
}

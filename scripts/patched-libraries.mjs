// Small changes to libraries while they are bundled: the same results, in less time. Each names the text that it takes out; a file that says
// something else in a library's version is left as it is, all of it, which is slower and never wrong: no change may count on one in another
// file. `test/pipeline/patched-libraries.full.test.ts` tells when a change finds nothing to change any more, and compares what both make.

import { readFileSync } from 'node:fs';

/** Of one file below `node_modules/`. */
const changes = {
  // Every visited node cost a function with a name made for stack traces.
  'unist-util-visit-parents/lib/index.js': [["if (typeof value.type === 'string') {", 'if (false) {']],

  // One context for all tokens instead of a copy for each: no handler keeps it.
  'mdast-util-from-markdown/lib/index.js': [
    [
      `        handler[events[index][1].type].call({
          ...context,
          sliceSerialize: events[index][2].sliceSerialize
        }, events[index][1]);`,
      `        context.sliceSerialize = events[index][2].sliceSerialize;
        handler[events[index][1].type].call(context, events[index][1]);`,
    ],
  ],

  // Text in which nothing can begin is taken at once, not letter by letter: each letter of a paragraph passes through four tokenizers.
  'micromark/lib/create-tokenizer.js': [
    ['    consume,\n', '    consume,\n    consumeRun,\n'],
    // Nearly every attempt fails before it made a token.
    [
      'context.events.length = startEventsIndex;',
      'if (context.events.length !== startEventsIndex) context.events.length = startEventsIndex;',
    ],
    ['const startStack = Array.from(stack);', 'const startStack = stack.slice();'],
    [
      '  function enter(type, fields) {',
      `  function consumeRun(code, stops) {
    consume(code);
    if (point._bufferIndex < 0) return;
    const chunk = chunks[point._index];
    const from = point._bufferIndex;
    let to = from;
    if (stops) while (to < chunk.length && stops[chunk.charCodeAt(to)] === undefined) to++;
    else to = chunk.length;
    if (to === from) return;
    point.column += to - from;
    point.offset += to - from;
    context.previous = chunk.charCodeAt(to - 1);
    if (to < chunk.length) point._bufferIndex = to;
    else {
      point._bufferIndex = -1;
      point._index++;
    }
  }
  function enter(type, fields) {`,
    ],
  ],
  // Asked for every token whether its number is in it: objects with thousands of numbers are slow at that.
  'micromark-util-subtokenize/index.js': [
    ['  const jumps = {};', '  const jumps = new Map();'],
    [
      'while (index in jumps) {\n      index = jumps[index];',
      'while (jumps.has(index)) {\n      index = jumps.get(index);',
    ],
    [
      'Object.assign(jumps, subcontent(events, index));\n        index = jumps[index];',
      'for (const [from, to] of subcontent(events, index)) jumps.set(from, to);\n        index = jumps.get(index);',
    ],
    ['  const gaps = {};', '  const gaps = new Map();'],
    [
      'gaps[adjust + jumps[index][0]] = adjust + jumps[index][1];',
      'gaps.set(adjust + jumps[index][0], adjust + jumps[index][1]);',
    ],
  ],
  'micromark/lib/initialize/document.js': [
    [
      '    effects.consume(code);\n    return flowContinue;',
      '    (effects.consumeRun ?? effects.consume)(code);\n    return flowContinue;',
    ],
  ],
  'micromark/lib/initialize/content.js': [
    [
      '    effects.consume(code);\n    return data;',
      '    (effects.consumeRun ?? effects.consume)(code);\n    return data;',
    ],
  ],
  'micromark/lib/initialize/text.js': [
    [
      '      // Data.\n      effects.consume(code);\n      return data;',
      '      (effects.consumeRun ?? effects.consume)(code, constructs);\n      return data;',
    ],
  ],
  'micromark-core-commonmark/lib/content.js': [
    [
      '    effects.consume(code);\n    return chunkInside;',
      '    (effects.consumeRun ?? effects.consume)(code);\n    return chunkInside;',
    ],
  ],
  'micromark-core-commonmark/lib/code-fenced.js': [
    [
      '    effects.consume(code);\n    return contentChunk;',
      '    (effects.consumeRun ?? effects.consume)(code);\n    return contentChunk;',
    ],
  ],

  'highlight.js/lib/core.js': [
    // Of what matched only the rule's own groups are kept: one copy of few instead of taking hundreds off the front.
    [
      `      const i = match.findIndex((el, i) => i > 0 && el !== undefined);
      // @ts-ignore
      const matchData = this.matchIndexes[i];
      // trim off any earlier non-relevant match groups (ie, the other regex
      // match groups that make up the multi-matcher)
      match.splice(0, i);

      return Object.assign(match, matchData);`,
      `      let i = 1;
      while (match[i] === undefined) i++;
      const { rule, type, position } = this.matchIndexes[i];
      const found = match.slice(i);
      found.index = match.index;
      found.input = match.input;
      found.rule = rule;
      found.type = type;
      found.position = position;
      return found;`,
    ],
    // An open mode is a record of one shape with what is read of it, not an object that inherits from the mode: those are slow to make and to read.
    ['top = Object.create(mode, { parent: { value: top } });', 'top = new OpenMode(mode, top);'],
    [
      'const HLJS = function(hljs) {',
      `class OpenMode {
  constructor(mode, parent) {
    this.parent = parent;
    this.matcher = mode.matcher;
    this.scope = mode.scope;
    this.keywords = mode.keywords;
    this.keywordPatternRe = mode.keywordPatternRe;
    this.subLanguage = mode.subLanguage;
    this.relevance = mode.relevance;
    this.skip = mode.skip;
    this.starts = mode.starts;
    this.endRe = mode.endRe;
    this.endScope = mode.endScope;
    this.endsParent = mode.endsParent;
    this.endsWithParent = mode.endsWithParent;
    this.excludeEnd = mode.excludeEnd;
    this.returnEnd = mode.returnEnd;
    this.data = mode.data;
    this['on:end'] = mode['on:end'];
  }
}
const HLJS = function(hljs) {`,
    ],
    // Compiling what is compiled copies the language's aliases for every block.
    ['const md = compileLanguage(language);', 'const md = language.isCompiled ? language : compileLanguage(language);'],
  ],
  'lowlight/lib/index.js': [
    // Nearly every class has one part.
    [
      "const className = name.split('.')",
      "const className = !name.includes('.') ? [self.options.classPrefix + name] : name.split('.')",
    ],
  ],

  // What holds no character that must be escaped is not searched for them with a copy of all settings.
  'hast-util-to-html/lib/handle/text.js': [
    ['  return parent &&', '  return !/[<&]/.test(node.value) ||\n    parent &&'],
  ],
  'hast-util-to-html/lib/handle/element.js': [
    [
      'const name = stringifyEntities(',
      'const name = /^[a-z-]+$/.test(info.attribute) ? info.attribute : stringifyEntities(',
    ],
    [
      '      quote +\n      stringifyEntities(',
      '      quote +\n      (!/["\'&`\\0]/.test(value) ? value : stringifyEntities(',
    ],
    [
      '          attribute: true\n        })\n      ) +\n      quote',
      '          attribute: true\n        })\n      )) +\n      quote',
    ],
  ],
};

/** The text of a library's file in its quicker form; as it is where one of its changes finds nothing to change, of which `miss` hears. */
export function quickerText(file, text, miss = (_file, _text) => {}) {
  const list = Object.hasOwn(changes, file) ? changes[file] : [];
  const missing = list.filter(([before]) => !text.includes(before));
  for (const [before] of missing) miss(file, before);
  return missing.length > 0 ? text : list.reduce((done, [before, after]) => done.replace(before, () => after), text);
}

/** A plugin for esbuild; `miss` hears of each change that finds nothing to change. */
export function patchedLibraries(miss = (_file, _text) => {}) {
  return {
    name: 'patched-libraries',
    setup(build) {
      build.onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/ }, ({ path }) => {
        const file = path.replaceAll('\\', '/').split('/node_modules/').at(-1) ?? '';
        if (!Object.hasOwn(changes, file)) return undefined;
        return { contents: quickerText(file, readFileSync(path, 'utf8'), miss), loader: 'js' };
      });
    },
  };
}

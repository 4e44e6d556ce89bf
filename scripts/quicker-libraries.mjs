// Small changes to libraries while they are bundled: the same results, in less time. Each names the text that it takes out; where a library's
// version says something else it is left as it is, which is slower and never wrong. `test/build/quicker-libraries.test.ts` tells when a
// change finds nothing to change any more, and compares what both make.

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
  'micromark/lib/initialize/document.js': [
    ['    effects.consume(code);\n    return flowContinue;', '    effects.consumeRun(code);\n    return flowContinue;'],
  ],
  'micromark/lib/initialize/content.js': [
    ['    effects.consume(code);\n    return data;', '    effects.consumeRun(code);\n    return data;'],
  ],
  'micromark/lib/initialize/text.js': [
    [
      '      // Data.\n      effects.consume(code);\n      return data;',
      '      effects.consumeRun(code, constructs);\n      return data;',
    ],
  ],
  'micromark-core-commonmark/lib/content.js': [
    ['    effects.consume(code);\n    return chunkInside;', '    effects.consumeRun(code);\n    return chunkInside;'],
  ],
  'micromark-core-commonmark/lib/code-fenced.js': [
    ['    effects.consume(code);\n    return contentChunk;', '    effects.consumeRun(code);\n    return contentChunk;'],
  ],
};

/** A plugin for esbuild; `miss` hears of each change that finds nothing to change. */
export function quickerLibraries(miss = (_file, _text) => {}) {
  return {
    name: 'quicker-libraries',
    setup(build) {
      build.onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/ }, ({ path }) => {
        const file = path.replaceAll('\\', '/').split('/node_modules/').at(-1) ?? '';
        const list = Object.hasOwn(changes, file) ? changes[file] : undefined;
        if (!list) return undefined;
        let contents = readFileSync(path, 'utf8');
        for (const [before, after] of list) {
          if (!contents.includes(before)) miss(file, before);
          contents = contents.replace(before, () => after);
        }
        return { contents, loader: 'js' };
      });
    },
  };
}

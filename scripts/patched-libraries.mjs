// Small changes to libraries while they are bundled: the same results in less time. Only for changes that earn at least 3 % of a build.
// Each names the text that it replaces; a file without that text is left as it is, which is slower and never wrong. The test
// `test/pipeline/patched-libraries.full.test.ts` fails when a change no longer finds its text, and compares the results of both.

import { readFileSync } from 'node:fs';

/** Of one file below `node_modules/`. */
const changes = {
  // Without its YAML parser and the JavaScript parser that this loads: `front-matter.ts` never uses them. Loading them takes 25 ms.
  'gray-matter/lib/engines.js': [
    ["const yaml = require('js-yaml');\n", ''],
    ['engines.yaml = {\n  parse: yaml.safeLoad.bind(yaml),\n  stringify: yaml.safeDump.bind(yaml)\n};\n', ''],
  ],
  // One context for all tokens instead of a copy for each: no handler keeps it. Parsing 300 posts of 12 KB takes a fifth less CPU time.
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

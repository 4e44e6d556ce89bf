// `build --why ADDRESS`: the chain of differences that made a page be made again, in words.

import type { Reason } from '../../engine/engine.ts';
import type { BuildSession } from '../../pipeline/build-session.ts';
import { nearest } from '../../text/nearest.ts';
import { UsageError } from '../usage-error.ts';

/** Lines for a terminal. Throws UsageError where nothing stands at the address. */
export function explainWhy(address: string, { engine, rules }: BuildSession): string {
  const urls = engine.get(rules.routes, '').map((route) => route.url);
  if (!urls.includes(address)) {
    const suggestion = nearest(address, urls);
    throw new UsageError(
      `nothing stands at \`${address}\``,
      suggestion ? `did you mean \`${suggestion}\`?` : 'write it as in the browser: `/posts/hello/`',
    );
  }
  const reasons = engine.why([rules.output, address]);
  if (reasons.length === 0) return `${address} was not made again: nothing that it rests on changed`;
  return [`${address} was made again:`, ...reasons.map((reason) => `  ${describe(reason)}`)].join('\n');
}

function describe({ rule, argument, because }: Reason): string {
  const made = `${rule}${argument === '' ? '' : ` of ${argument}`}`;
  if (!because) return `${made} had not been made before`;
  const part = because.part === null ? '' : ` (${because.part})`;
  return `${made}, because ${because.rule}${because.argument === '' ? '' : ` of ${because.argument}`}${part} is not what it was`;
}

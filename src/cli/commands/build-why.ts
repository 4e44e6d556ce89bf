// `build --why ADDRESS`: explains in words which chain of changes caused a page to be rebuilt. Must never build anything itself.

import type { Reason } from '../../engine/engine.ts';
import type { BuildSession } from '../../pipeline/build-session.ts';
import { nearest } from '../../text/nearest.ts';
import { UsageError } from '../usage-error.ts';

/** Returns lines for a terminal. Throws a UsageError if there is no page at the address. */
export function explainWhy(address: string, { engine, rules }: BuildSession): string {
  const urls = engine.get(rules.routes, '').map((route) => route.url);
  if (!urls.includes(address)) {
    const suggestion = nearest(address, urls);
    throw new UsageError(
      `no page at \`${address}\``,
      suggestion ? `did you mean \`${suggestion}\`?` : 'write the address as in the browser: `/posts/hello/`',
    );
  }
  const reasons = engine.why([rules.output, address]);
  if (reasons.length === 0) return `${address} was not rebuilt: nothing it depends on has changed`;
  return [`${address} was rebuilt:`, ...reasons.map((reason) => `  ${describe(reason)}`)].join('\n');
}

function describe({ rule, argument, because }: Reason): string {
  const result = `${rule}${argument === '' ? '' : ` of ${argument}`}`;
  if (!because) return `${result} is new`;
  const part = because.part === null ? '' : ` (${because.part})`;
  return `${result}, because ${because.rule}${because.argument === '' ? '' : ` of ${because.argument}`}${part} has changed`;
}

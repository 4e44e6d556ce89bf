// Checks a bundle of plugins once, before any page is parsed with it: that it can be run, what it exports, and that each plugin accepts its
// options. So a mistake in `plugins.ts` is one report and not one for every page.

import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { type NamedPlugin, type PluginProblem, pluginListOf } from './plugin-list.ts';
import { type Outcome, openRealm } from './plugin-realm.ts';
import { syntaxOf } from './plugin-run.ts';

export interface CheckedPlugins {
  readonly problems: readonly PluginProblem[];
  /** Names of the plugins that add syntax to the parser. */
  readonly withSyntax: readonly string[];
}

export function checkPlugins(code: string): CheckedPlugins {
  const realm = openRealm();
  const loaded = realm.evaluate(code);
  if (loaded.kind !== 'value') return { problems: [failure(loaded, null)], withSyntax: [] };
  const { plugins, problems } = pluginListOf(loaded.value);
  if (problems.length > 0) return { problems, withSyntax: [] };
  const attached = plugins.map((one) => ({ name: one.name, ...attach(one, realm) }));
  return {
    problems: attached.flatMap(({ problem }) => problem ?? []),
    withSyntax: attached.flatMap(({ name, hasSyntax }) => (hasSyntax ? [name] : [])),
  };
}

function attach({ name, plugin, options, phase }: NamedPlugin, realm: ReturnType<typeof openRealm>) {
  const processor = unified().use(remarkParse);
  let outcome: Outcome | null = null;
  let hasSyntax = false;
  let hasParser = false;
  processor.use(function () {
    const { parser } = this;
    outcome = realm.call(() => plugin.apply(this, [...options]));
    hasSyntax = syntaxOf(this) > 0;
    hasParser = this.parser !== parser;
  });
  processor.freeze();
  const isLate = hasSyntax && phase !== 'remark';
  const problem = hasParser
    ? problemOf(
        'plugins/parser',
        name,
        `\`${name}\` replaces the parser`,
        'plugins can add syntax to the parser, but not replace it',
      )
    : isLate
      ? problemOf('plugins/phase', name, `\`${name}\` adds syntax, so it belongs to \`remark\``, 'move it there')
      : outcome === null || (outcome as Outcome).kind === 'value'
        ? null
        : failure(outcome, name);
  return { problem, hasSyntax };
}

function failure(outcome: Outcome, name: string | null): PluginProblem {
  const who = name === null ? '`plugins.ts`' : `\`${name}\``;
  if (outcome.kind !== 'thrown') {
    const message =
      outcome.kind === 'slow' ? `${who} takes too long to load` : `${who} waits for something that never happens`;
    return problemOf('plugins/too-slow', name, message, 'look for a loop that never ends');
  }
  const { message } = Object(outcome.cause) as { readonly message?: unknown };
  const reason =
    String(message ?? outcome.cause)
      .split('\n', 1)[0]
      ?.replace(/\.$/, '') ?? '';
  const hint = /can't use|is not defined/.test(reason)
    ? 'plugins have no clock, network, files, timers or environment'
    : 'look at its options, and whether it is made for remark 15 or rehype 13';
  return problemOf('plugins/throws', name, `${who} fails when it is loaded: ${reason}`, hint);
}

function problemOf(code: string, name: string | null, message: string, hint: string): PluginProblem {
  return { code, name, message, hint };
}

// What a bundle of plugins exports → its plugins by phase, each with a name. Must not call a plugin.

import type { NodeHandler, UnifiedPlugin } from '../../model/plugins.ts';

export const phases = ['remark', 'rehype', 'rehypeLast'] as const;
export type Phase = (typeof phases)[number];

export interface NamedPlugin {
  readonly phase: Phase;
  /** The name of its function, or its place in the list. */
  readonly name: string;
  readonly plugin: UnifiedPlugin;
  readonly options: readonly unknown[];
}

export interface PluginList {
  readonly plugins: readonly NamedPlugin[];
  readonly handlers: { readonly [type: string]: NodeHandler };
  /** What is wrong with the list, with the name that it is about. */
  readonly problems: readonly PluginProblem[];
}

export interface PluginProblem {
  readonly code: string;
  /** A word of `plugins.ts` to point at; null for the whole file. */
  readonly name: string | null;
  readonly message: string;
  readonly hint: string;
}

export function pluginListOf(exported: unknown): PluginList {
  const list = fieldsOf(fieldsOf(exported)['default']);
  const problems: PluginProblem[] = [];
  if (Reflect.get(Object(exported), 'default') === undefined) {
    problems.push({
      code: 'plugins/no-default-export',
      name: null,
      message: '`plugins.ts` has no default export',
      hint: 'write `export default definePlugins({ remark: [], rehype: [] })`',
    });
  }
  for (const key of Object.keys(list)) if (!isKnown(key)) problems.push(unknownPhase(key));
  const plugins = phases.flatMap((phase) => {
    const entries: unknown = list[phase] ?? [];
    if (!Array.isArray(entries)) problems.push(badEntry(phase, `\`${phase}\` must be a list`));
    return Array.isArray(entries) ? entries.flatMap((entry, at) => pluginAt(entry, phase, at, problems)) : [];
  });
  const handlers = Object.entries(fieldsOf(list['handlers']));
  for (const [type, handler] of handlers)
    if (typeof handler !== 'function') problems.push(badEntry(type, `the handler of \`${type}\` must be a function`));
  const usable = handlers.filter(([, handler]) => typeof handler === 'function');
  return { plugins, handlers: Object.fromEntries(usable) as PluginList['handlers'], problems };
}

function isKnown(key: string): boolean {
  return key === 'handlers' || phases.some((phase) => phase === key);
}

function unknownPhase(key: string): PluginProblem {
  const hint = `plugins belong to ${phases.map((phase) => `\`${phase}\``).join(', ')} or \`handlers\``;
  return { code: 'plugins/unknown-phase', name: key, message: `unknown phase \`${key}\``, hint };
}

function badEntry(name: string, message: string): PluginProblem {
  const hint = 'an entry is a plugin, or `[plugin, options]`';
  return { code: 'plugins/no-plugin', name, message, hint };
}

function pluginAt(entry: unknown, phase: Phase, at: number, problems: PluginProblem[]): NamedPlugin[] {
  const [plugin, ...options] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
  if (typeof plugin !== 'function') {
    problems.push(badEntry(phase, `entry ${at + 1} of \`${phase}\` must be a plugin`));
    return [];
  }
  const name = /^(?:default|anonymous|)$/.test(plugin.name) ? `${phase}[${at}]` : plugin.name;
  for (const [index, option] of options.entries()) {
    const bad = notJson(option, options.length > 1 ? `option ${index + 1}` : 'options', 0);
    if (bad === null) continue;
    const message = `the options of \`${name}\` are not JSON: \`${bad.at}\` is ${bad.what}`;
    const hint = 'write text, numbers, `true`, `false`, `null`, lists and objects; put code into a plugin of your own';
    problems.push({ code: 'plugins/options', name, message, hint });
  }
  return [{ phase, name, plugin: plugin as UnifiedPlugin, options }];
}

/** The first part of a value that JSON can't have; null if there is none. */
function notJson(value: unknown, at: string, depth: number): { readonly at: string; readonly what: string } | null {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : { at, what: String(value) };
  if (typeof value !== 'object') return { at, what: `a ${typeof value}` };
  if (depth > 50) return { at, what: 'nested too deeply' };
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const isPlain =
    kind === 'Array' || (kind === 'Object' && Object.getPrototypeOf(Object.getPrototypeOf(value) ?? {}) === null);
  if (!isPlain) return { at, what: `a ${value.constructor?.name ?? kind}` };
  for (const [key, part] of Object.entries(value)) {
    const bad = notJson(part, `${at === 'options' ? '' : `${at}.`}${key}`, depth + 1);
    if (bad !== null) return bad;
  }
  return null;
}

function fieldsOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

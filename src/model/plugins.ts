// What a site's `plugins.ts` imports as `octavo/plugins`. Must import nothing, because it is part of every bundle of plugins.

/** A remark or rehype plugin, as its package exports it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type UnifiedPlugin = (this: any, ...options: any[]) => unknown;

/** What can be written as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

/** A plugin, or a plugin with its options. */
export type PluginEntry = UnifiedPlugin | readonly [plugin: UnifiedPlugin, ...options: Json[]];

/** Turns one type of Markdown node into HTML nodes, as a handler of `mdast-util-to-hast` does. */
// oxlint-disable-next-line typescript/no-explicit-any
export type NodeHandler = (state: any, node: any, parent: any) => unknown;

export interface Plugins {
  /** Run on the Markdown tree as the parser returned it, before Octavo's own steps. May add syntax to the parser. */
  readonly remark?: readonly PluginEntry[];
  /** Turn nodes that plugins of `remark` have added into HTML, by type. */
  readonly handlers?: { readonly [type: string]: NodeHandler };
  /** Run on the HTML tree before Octavo's own steps. Code blocks are still empty. */
  readonly rehype?: readonly PluginEntry[];
  /** Run on the HTML tree after headings, callouts, tables and code, and before links, images and footnotes. */
  readonly rehypeLast?: readonly PluginEntry[];
}

/** The page that a plugin works on. */
export interface PluginContext {
  /** Path of the page's file from the site's root, such as `content/posts/hello.md`. */
  readonly path: string;
  /** Language of the page's text, a BCP 47 tag. */
  readonly language: string;
  /**
   * The text of a file of `content/` or `public/`; null if there is none. `./` and `../` start at the page's folder, other paths at the
   * site's root. The page is parsed again when the file changes, appears or disappears.
   */
  read(path: string): string | null;
}

/** Checks the types of a site's plugins. */
export function definePlugins(plugins: Plugins): Plugins {
  return plugins;
}

/** The context of the page that a plugin's second argument belongs to. */
export function contextOf(file: { readonly data: object }): PluginContext {
  const context = Reflect.get(file.data, 'octavo') as PluginContext | undefined;
  if (context === undefined) throw new Error('this file does not come from Octavo');
  return context;
}

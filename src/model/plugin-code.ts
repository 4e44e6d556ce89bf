// A site's plugins after bundling: one script that is sent to every thread that parses. It is executed, so it must never be stored in a
// site's cache.

export interface PluginCode {
  /** Of `code`, which contains the options. */
  readonly digest: string;
  /** A self-contained CommonJS module that exports `Plugins` as its default. */
  readonly code: string;
  /** Whether each page is parsed twice, to find plugins that return something else the second time. */
  readonly parsesTwice: boolean;
}

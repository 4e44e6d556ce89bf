// What a build depends on besides files: settings of the site and of the command line, and the one moment called "now".
// Each is an input with a digest of its own, so that a change of one setting is felt by its readers only.

import type { Digest, Input } from '../../engine/graph/rule.ts';
import type { MarkdownConfig, SiteConfig } from '../../model/config.ts';
import type { Span } from '../../model/diagnostic.ts';
import { type Settings, settingSpan } from '../../model/settings.ts';
import { digestOf } from '../../text/digest.ts';
import type { SiteFiles } from './site-files.ts';

/** What the command line decides. */
export interface BuildOptions {
  readonly drafts: boolean;
  readonly future: boolean;
  /** Decides what is published, and nothing else. */
  readonly nowMs: number;
}

export interface Inputs {
  readonly siteFiles: SiteFiles;
  readonly site: Input<SiteConfig>;
  /** Where a setting stands in site.yaml; asked only where something is to be said of it. */
  readonly siteSpan: Input<Span>;
  readonly markdown: Input<MarkdownConfig>;
  readonly imageMetadata: Input<SiteConfig['imageMetadata']>;
  readonly visibility: Input<Visibility>;
  /** Whether a moment, given in milliseconds, has passed. */
  readonly hasPassed: Input<boolean>;
}

export interface Visibility {
  readonly drafts: boolean;
  readonly future: boolean;
}

/** Inputs over a world; `settings` and `options` are asked at every use, so that a session can change them between builds. */
export function openInputs(siteFiles: SiteFiles, settings: () => Settings, options: () => BuildOptions): Inputs {
  return {
    siteFiles,
    site: json('site', () => settings().value),
    siteSpan: {
      kind: 'input',
      name: 'siteSpan',
      digest: (setting): Digest => digestOf(JSON.stringify(settingSpan(settings(), setting))),
      read: (setting) => settingSpan(settings(), setting),
    },
    markdown: json('markdown', () => settings().value.markdown),
    imageMetadata: json('imageMetadata', () => settings().value.imageMetadata),
    visibility: json('visibility', () => ({ drafts: options().drafts, future: options().future })),
    hasPassed: {
      kind: 'input',
      name: 'passed',
      digest: (moment): Digest => (Number(moment) <= options().nowMs ? 'passed' : 'to come'),
      read: (moment) => Number(moment) <= options().nowMs,
    },
  };
}

function json<V>(name: string, read: () => V): Input<V> {
  return { kind: 'input', name, digest: () => digestOf(JSON.stringify(read())), read };
}

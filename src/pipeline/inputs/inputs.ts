// What a build depends on besides files: the settings of the site and of the command line, and the time called "now".
// Each must be an input with a digest of its own, so that a change of one setting affects only its readers.

import { randomUUID } from 'node:crypto';
import type { Digest, Input } from '../../engine/graph/rule.ts';
import type { MarkdownConfig, SiteConfig } from '../../model/config.ts';
import type { Span } from '../../model/diagnostic.ts';
import { type Settings, settingSpan } from '../../model/settings.ts';
import { digestOf } from '../../text/digest.ts';
import type { GitHistory } from '../git/history.ts';
import type { Git } from '../git/run-git.ts';
import type { SiteFiles } from './site-files.ts';

/** What the command line decides. */
export interface BuildOptions {
  readonly drafts: boolean;
  readonly future: boolean;
  /** The time called "now", in milliseconds since the epoch: it must decide only what is published. */
  readonly nowMs: number;
}

export interface Inputs {
  readonly siteFiles: SiteFiles;
  readonly site: Input<SiteConfig>;
  /** The span of a setting in site.yaml; read only if there is something to report about it. */
  readonly siteSpan: Input<Span>;
  readonly markdown: Input<MarkdownConfig>;
  /** Digest of the site's plugins with their options; empty if it has none. */
  readonly plugins: Input<string>;
  readonly imageMetadata: Input<SiteConfig['imageMetadata']>;
  /** Whether pages have the date of the last commit that changed them, without saying so themselves. */
  readonly updated: Input<SiteConfig['updated']>;
  /** Its digest is that of the present commit and of where a shallow clone ends. */
  readonly git: Input<GitHistory>;
  /** Read by what must be computed again in the next process, such as after git failed. */
  readonly thisProcess: Input<null>;
  readonly visibility: Input<Visibility>;
  /** Whether a time, in milliseconds since the epoch, has passed. */
  readonly hasPassed: Input<boolean>;
}

export interface Visibility {
  readonly drafts: boolean;
  readonly future: boolean;
}

/** The functions are called for every read, so that a session can change the results between builds. */
export function openInputs(
  siteFiles: SiteFiles,
  settings: () => Settings,
  plugins: () => string,
  git: Git,
  options: () => BuildOptions,
): Inputs {
  const processDigest = digestOf(randomUUID());
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
    plugins: json('plugins', plugins),
    imageMetadata: json('imageMetadata', () => settings().value.imageMetadata),
    updated: json('updated', () => settings().value.updated),
    git: {
      kind: 'input',
      name: 'git',
      digest: (): Digest => digestOf(JSON.stringify(git.state())),
      read: () => git.history(),
    },
    thisProcess: { kind: 'input', name: 'thisProcess', digest: () => processDigest, read: () => null },
    visibility: json('visibility', () => ({ drafts: options().drafts, future: options().future })),
    hasPassed: {
      kind: 'input',
      name: 'hasPassed',
      digest: (time): Digest => (Number(time) <= options().nowMs ? 'passed' : 'future'),
      read: (time) => Number(time) <= options().nowMs,
    },
  };
}

function json<V>(name: string, read: () => V): Input<V> {
  return { kind: 'input', name, digest: () => digestOf(JSON.stringify(read())), read };
}

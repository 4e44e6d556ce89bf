// What the page's own policy blocks of what templates write by themselves, said at its place in the template. Looks at the source, because
// pages also have what authors wrote, which is reported where they wrote it. Must never read a template as code.

import { allowsHost, type HostSetting, hostsOf } from '../../content/html/page-policy.ts';
import type { Get } from '../../engine/graph/rule.ts';
import type { MarkdownConfig } from '../../model/config.ts';
import { type Diagnostic, warning } from '../../model/diagnostic.ts';
import type { Rules } from '../rule-values/rule-types.ts';

interface Finding {
  readonly at: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

export function blockedInTemplates(get: Get, { inputs }: Rules): Diagnostic[] {
  const { siteFiles, markdown } = inputs;
  const decoder = new TextDecoder();
  return get(siteFiles.list, 'templates')
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) =>
      blockedIn(decoder.decode(get(siteFiles.file, path) ?? new Uint8Array()), get(markdown, '')).map(
        ({ at, length, message, hint }) =>
          warning('policy/blocked', message, { path, start: at, end: at + length }, { hint }),
      ),
    );
}

const ownFile = 'put it into a file in `templates/client/`, or into one in `public/` and load it with `src`';
const ownStyles = "write a rule for a class in `templates/styles/custom.css`: the page's policy blocks inline styles";

/** What a browser will block of the elements in the source of a template. */
export function blockedIn(source: string, config: MarkdownConfig): Finding[] {
  const text = source.replace(/\/\*[^]*?\*\/|^[ \t]*\/\/.*/gm, (comment) => comment.replace(/[^\n]/g, ' '));
  const found: Finding[] = [];
  const add = (at: number, length: number, message: string, hint: string) => found.push({ at, length, message, hint });
  for (const { index, 0: tag, 1: name = '' } of text.matchAll(/<([a-z]+)\b(?:[^<>{}]|\{[^{}]*\}|\{\{[^{}]*\}\})*>/g)) {
    const [, src] = /\s(?:src|href)=\{?["']((?:https?:)?\/\/[^"']*)["']/.exec(tag) ?? [];
    const style = /\s(style)=[{"]/.exec(tag);
    const handler = /\s(on[a-z]+)="/.exec(tag);
    if (style) add(index + style.index + 1, 5, `\`style\` of \`<${name}>\` has no effect`, ownStyles);
    if (handler) add(index + handler.index + 1, handler[1]?.length ?? 0, `\`${handler[1]}\` will not run`, ownFile);
    if (name === 'style') add(index, tag.length, '`<style>` has no effect', ownStyles);
    if (name === 'script' && !/\s(?:src|type)=/.test(tag))
      add(index, tag.length, 'this inline script will not run', ownFile);
    if (src !== undefined) found.push(...blockedHost(src, tag, name, index + tag.indexOf(src), config));
  }
  return found;
}

const settings: { readonly [element: string]: HostSetting } = {
  script: 'scripts',
  iframe: 'frames',
  img: 'media',
  video: 'media',
  audio: 'media',
  source: 'media',
};

function blockedHost(src: string, tag: string, name: string, at: number, config: MarkdownConfig): Finding[] {
  const host = /\/\/([^/:?#]*)/.exec(src)?.[1]?.toLowerCase() ?? '';
  if (name === 'link' && /\srel="(?:stylesheet|preload|icon)"/.test(tag))
    return [
      { at, length: src.length, message: `loading \`${host}\` is blocked`, hint: 'save the file in `templates/`' },
    ];
  const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
  if (setting === undefined) return [];
  const isAllowed = allowsHost(hostsOf(setting, config), host);
  if (isAllowed && src.startsWith('https:')) return [];
  const hint = isAllowed ? 'write `https:`' : `add \`${setting}: {hosts: [${host}]}\` to \`content/site.yaml\``;
  return [{ at, length: src.length, message: `loading ${setting} from \`${host}\` is blocked`, hint }];
}

// Everything that can be wrong with directives, as users see it. The golden file has all reports. `npx vitest run test/golden -u` updates it;
// read the difference before you commit it.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/cli/reports/report.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { scratchFolder, writeFiles } from '../support/folder.ts';
import { bareTheme, startProcess } from '../support/rig.ts';

const component = `import type { DirectiveProps, DirectiveSchema } from 'octavo/theme';

export const schema = {
  title: 'text',
  size: 'number?',
  open: 'flag',
  to: 'link?',
  file: 'file?',
  still: 'image?',
  side: ['left', 'right'],
} as const satisfies DirectiveSchema;

export default function Card({ title, to, children }: DirectiveProps<typeof schema>) {
  return <section><h2>{title}</h2>{to !== null && <a href={to}>More</a>}{children}</section>;
}
`;

/** The texts of posts, by what is wrong with them. */
const texts: { readonly [what: string]: string } = {
  'an unknown name that is like another': ':::crad{title="x"}\nText.\n:::\n',
  'an unknown name': '::gallery\n\n:::Nott\n:::\n',
  'an unknown property': '::card{title="x" sise=1 colour="red"}\n',
  'a missing property': ':::card\nText.\n:::\n',
  'values of the wrong kind': '::card{title="" size=big open=maybe side=letf}\n',
  'addresses that are none': '::card{title=x to="some page" file="notes here" still="https://example.com/x.png"}\n',
  'addresses of what is not there': '::card{title=x to=../posts/othr.md file=./none.pdf still=./none.png}\n',
  'an address that runs code': '::card{title=x to="javascript:alert(1)"}\n\n::card{title="JavaScript: a title"}\n',
  'an image without alternative text': '::card{title=x still=/dot.svg}\n',
  'a property of a callout': ':::note{titel="x"}\nText.\n:::\n',
  'one that is never closed': ':::card{title=x}\nText.\n',
  'the same number of colons inside': ':::card{title=x}\n:::note\nText.\n:::\n:::\n',
  'something after it': ':::note[x] y\nText.\n:::\n\n::card{title="x"} more\n',
  'a component that throws': '::throws\n',
  'a component that does not show its content': ':::silent\nText.\n:::\n',
  'a schema with unknown types and names': '::untyped{title=x}\n',
};

const others = {
  'templates/directives/throws.tsx': "export default function Throws() {\n  throw new Error('no data');\n}\n",
  'templates/directives/silent.tsx': 'export default function Silent() {\n  return <p>Card</p>;\n}\n',
  'templates/directives/untyped.tsx':
    "export const schema = { title: 'string', label: 'text' };\nexport default function Untyped() {\n  return null;\n}\n",
};

test('each mistake is reported with the way out', async () => {
  const names = Object.keys(texts);
  const fileOf = (what: string) => `content/posts/${what.replaceAll(' ', '-')}.md`;
  const head = '---\ntitle: Bad\ndate: 2026-11-01\n---\nOpening.\n\n<!--more-->\n\n';
  const { diagnostics, textOf } = await built({
    ...Object.fromEntries(names.map((what) => [fileOf(what), head + texts[what]])),
    'templates/directives/card.tsx': component,
    ...others,
  });
  const isAbout = (one: Diagnostic, what: string) => {
    const template = /^::+(\w+)/.exec(texts[what] ?? '')?.[1];
    return one.at?.path === fileOf(what) || one.at?.path === `templates/directives/${template}.tsx`;
  };
  const reportOf = (some: readonly Diagnostic[]) => formatDiagnostics(some, textOf).replace(/\u001B\[\d+m/g, '');
  const sections = names.map((what) => {
    return `######## ${what}\n\n${reportOf(diagnostics.filter((one) => isAbout(one, what)))}\n`;
  });
  const unexported = await built({ 'templates/directives/card.tsx': 'export function Card() {\n  return null;\n}\n' });
  sections.push(`######## a component that is not exported\n\n${reportOf(unexported.diagnostics)}\n`);
  await expect(sections.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'directives.txt'));
  // Nothing is reported twice, or elsewhere.
  expect(diagnostics.filter((one) => !names.some((what) => isAbout(one, what)))).toEqual([]);
});

async function built(files: { readonly [path: string]: string }) {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  writeFiles(root, {
    'content/site.yaml': 'title: Directives\nurl: https://example.org\n',
    'content/posts/other.md': '---\ntitle: Other\ndate: 2026-11-02\n---\nOpening.\n\n<!--more-->\n\nText.\n',
    'public/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    ...files,
  });
  const program = startProcess(root, join(scratch, 'cache'), { templates: bareTheme, overlay: join(root, 'templates') });
  const { diagnostics } = await program.build();
  const shown = new Map(diagnostics.map(({ at }) => [at?.path ?? '', program.session.textOf(at?.path ?? '')]));
  program.end();
  return { diagnostics, textOf: (path: string) => shown.get(path) ?? null };
}

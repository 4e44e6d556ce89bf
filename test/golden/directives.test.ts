// Everything that can be wrong with directives, as users see it. The golden file has all reports. `npx vitest run test/golden -u` updates it;
// read the difference before you commit it.

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostics } from '../../src/cli/reports/report.ts';
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

/** The text of a post, or a whole set of files, by what is wrong with it. */
const sites: { readonly [what: string]: string | { readonly text: string; readonly component: string } } = {
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
  'a component that throws': {
    text: '::card\n',
    component: "export default function Card() {\n  throw new Error('no data');\n}\n",
  },
  'a component that does not show its content': {
    text: ':::card\nText.\n:::\n',
    component: 'export default function Card() {\n  return <p>Card</p>;\n}\n',
  },
  'a schema with unknown types and names': {
    text: '::card{title=x}\n',
    component:
      "export const schema = { title: 'string', label: 'text' };\nexport default function Card() {\n  return null;\n}\n",
  },
  'a component that is not exported': { text: '::card\n', component: 'export function Card() {\n  return null;\n}\n' },
};

test('each mistake is reported with the way out', async () => {
  const sections: string[] = [];
  for (const [what, given] of Object.entries(sites)) {
    const { text, component: code } = typeof given === 'string' ? { text: given, component } : given;
    sections.push(`######## ${what}\n\n${await reportOf(text, code)}\n`);
  }
  await expect(sections.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'directives.txt'));
}, 60_000);

async function reportOf(text: string, code: string): Promise<string> {
  const scratch = scratchFolder();
  const root = join(scratch, 'site');
  writeFiles(root, {
    'content/site.yaml': 'title: Directives\nurl: https://example.org\n',
    'content/posts/other.md': '---\ntitle: Other\ndate: 2026-11-02\n---\nOpening.\n\n<!--more-->\n\nText.\n',
    'content/posts/bad.md': `---\ntitle: Bad\ndate: 2026-11-01\n---\nOpening.\n\n<!--more-->\n\n${text}`,
    'public/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    'templates/directives/card.tsx': code,
  });
  const templates = join(scratch, 'theme');
  cpSync(bareTheme, templates, { recursive: true });
  const program = startProcess(root, join(scratch, 'cache'), { templates, overlay: join(root, 'templates') });
  const { diagnostics } = await program.build();
  const report = formatDiagnostics(diagnostics, program.session.textOf).replace(/\u001B\[\d+m/g, '');
  program.end();
  return report;
}

// Mermaid diagrams: what no golden case shows. Colors that authors chose become classes of the theme, and the drawing has nothing that the
// page's policy would block.

import { describe, expect, test } from 'vitest';
import { toneOf } from '../../../src/content/diagrams/mermaid/paint.ts';
import { diagnosticLines, pageOf, shownHtml } from '../../support/shown.ts';

test.each([
  ['#f00', 'bad'],
  ['#ff000080', 'bad'],
  ['rgb(255, 220, 0)', 'amber'],
  ['#fef9c3', 'amber'],
  ['lightgreen', 'good'],
  ['hsl(120, 50%, 50%)', 'good'],
  ['#326ce5', 'accent'],
  ['SkyBlue', 'accent'],
  ['#7c3aed', 'violet'],
  ['pink', 'violet'],
  ['#fff', ''],
  ['#f5f5f4', ''],
  ['rgb(120,120,120)', ''],
  ['none', ''],
  ['var(--x)', ''],
])('the color %s becomes the class %j', (color, tone) => {
  expect(toneOf(color)).toBe(tone);
});

async function drawn(source: string): Promise<string> {
  const text = `\`\`\`mermaid alt="x"\n${source}\n\`\`\`\n`;
  const built = await pageOf(text);
  expect(diagnosticLines(built, text).filter((line) => line.includes(' error '))).toEqual([]);
  return shownHtml(built.value.body.html);
}

describe('the drawing', () => {
  const sources = [
    'flowchart TB\nA["<script>alert(1)</script> & \\N"]:::x --> B[(b)]\nclassDef x fill:#f96,stroke:url(#a)\nstyle B fill:red',
    'classDiagram\nA <|-- B : "<i>x</i>"\nclass C~T~ { +m()$ }\nstyle A fill:red',
    'erDiagram\nA ||--o{ B : "<b>"\nA { string n PK "<script>" }',
    'stateDiagram-v2\nA : <script>\nA --> B\nnote left of A : "x"\nstyle A fill:red',
    'sequenceDiagram\nbox rgb(1,2,3) G\nparticipant A as <script>\nend\nA->>B: <script>',
  ];

  test.each(sources)('has no style, color, id, link or script: %j', async (source) => {
    const html = await drawn(source);
    expect(html).toContain('<svg class="');
    expect(html).not.toMatch(/ (?:style|fill|stroke|id|href|on\w+)=|<(?:script|style|a|image|use)\b/);
  });

  test('is the same wherever a page has it', async () => {
    const source = sources[0] ?? '';
    const [first, second] = [await drawn(source), await drawn(source)];
    expect(second).toBe(first);
  });

  test('has the text of each label once, as text', async () => {
    const html = await drawn('flowchart LR\nA["`one **two** three`"] -- four --> B{five}');
    expect(html.replace(/<[^>]*>/g, '|')).toMatch(/\|one \|two\| three\|.*\|five\|.*\|four\|/);
  });
});

test('Mermaid keeps the words that mean something else here apart', async () => {
  // A node called `x` or `o` at the start of a line is no end of a link; `end` in a name closes nothing.
  const html = await drawn('flowchart LR\na\nx-->y\nbackend --> o\nsubgraph s\nEnd\nend');
  for (const name of ['a', 'x', 'y', 'backend', 'o', 'End', 's']) expect(html).toContain(`>${name}</text>`);
});

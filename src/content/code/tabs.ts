// Tabs: consecutive code blocks with `tab="…"` become one group in which readers choose a block by its label, with radio buttons and no
// script. Feeds, excerpts, print and browsers without style sheets show all blocks, one after the other. Must be loaded only by pages
// that have tabs.

import type { Element, ElementContent } from 'hast';
import { error, warning } from '../../model/diagnostic.ts';
import type { CodeBlock } from '../context/code-block.ts';
import type { RenderContext } from '../context/render-context.ts';
import { infoSpan } from '../context/spans.ts';
import { classNames } from '../html/class-names.ts';
import { element, text } from '../html/tree.ts';

/** A block of a group, with the HTML that its tab shows. */
export interface TabPanel {
  readonly codeBlock: CodeBlock;
  readonly content: readonly ElementContent[];
}

/** The style sheet has a rule for each label of a page. */
const maxLabels = 6;

/** The HTML of each group of a page. The groups that share a label share their choice, too. */
export function tabGroups(groups: readonly (readonly TabPanel[])[], context: RenderContext): Element[] {
  for (const panels of groups) reportMistakes(panels, context);
  const labels = [...new Set(groups.flatMap((panels) => panels.map(labelOf)))];
  const [extra] =
    labels.length > maxLabels ? groups.flat().filter((panel) => labelOf(panel) === labels[maxLabels]) : [];
  if (extra) {
    const message = `this page has ${labels.length} different tabs, and at most ${maxLabels} can be told apart`;
    reportTab(extra, 'code/too-many-tabs', message, 'use the same labels in each group', context);
    return groups.map((panels) =>
      element(
        'div',
        {},
        panels.flatMap(({ content }) => content),
      ),
    );
  }
  const choices = choicesOf(groups);
  const used = new Set<string>();
  return groups.map((panels) => {
    const name = choices.get(labelOf(panels[0])) ?? '';
    const isFirst = !used.has(name);
    used.add(name);
    const options = panels.map((panel, index) => {
      const number = labels.indexOf(labelOf(panel)) + 1;
      const checked = isFirst && index === 0 ? { checked: true } : {};
      const className = [`${classNames.tab}-${number}`];
      const input = element('input', { type: 'radio', name, value: labelOf(panel), className, ...checked });
      return element('label', { className: [classNames.tabLabel] }, [input, text(labelOf(panel))]);
    });
    const legend = element('legend', {}, [text(context.words.tabs)]);
    const choice = element('fieldset', { className: [classNames.tabChoice] }, [legend, ...options]);
    return element('div', { className: [classNames.tabs] }, [
      { type: 'per-output', site: [choice], feed: [], articleOnly: true },
      ...panels.map((panel) => panelElement(panel, labels.indexOf(labelOf(panel)) + 1)),
    ]);
  });
}

function panelElement(panel: TabPanel, number: number): Element {
  const title = element('p', { className: [classNames.tabTitle] }, [element('strong', {}, [text(labelOf(panel))])]);
  const className = [classNames.tabPanel, `${classNames.tabPanel}-${number}`];
  return element('div', { className }, [title, ...panel.content]);
}

function labelOf(panel: TabPanel | undefined): string {
  return panel?.codeBlock.info.options['tab']?.value.trim() ?? '';
}

/** A name for the choice that decides about each label: one for all groups that are connected by common labels. */
function choicesOf(groups: readonly (readonly TabPanel[])[]): ReadonlyMap<string, string> {
  const choices = new Map<string, string>();
  groups.forEach((panels, index) => {
    const name = `tabs-${index + 1}`;
    const joined = new Set(panels.flatMap((panel) => choices.get(labelOf(panel)) ?? []));
    for (const [label, choice] of choices) if (joined.has(choice)) choices.set(label, name);
    for (const panel of panels) choices.set(labelOf(panel), name);
  });
  return choices;
}

function reportMistakes(panels: readonly TabPanel[], context: RenderContext): void {
  const first = new Map<string, CodeBlock>();
  for (const panel of panels) {
    const label = labelOf(panel);
    const earlier = first.get(label);
    if (label === '') reportTab(panel, 'code/empty-tab', 'this tab has no label', 'write `tab="Go"`', context);
    else if (earlier)
      reportTab(panel, 'code/repeated-tab', `two tabs of this group are named \`${label}\``, 'rename one', context);
    first.set(label, panel.codeBlock);
  }
  const [only] = panels;
  if (!only || panels.length > 1) return;
  const at = infoSpan(only.codeBlock, only.codeBlock.info.options['tab'] ?? { start: 0, end: 0 }, context);
  const message = 'this tab is alone: no code block with a `tab` is directly before or after it';
  const hint = 'put its other blocks right after it, or use `title="…"`';
  context.diagnostics.push(warning('code/single-tab', message, at, { hint }));
}

function reportTab({ codeBlock }: TabPanel, code: string, message: string, hint: string, context: RenderContext): void {
  const at = infoSpan(codeBlock, codeBlock.info.options['tab'] ?? { start: 0, end: 0 }, context);
  context.diagnostics.push(error(code, message, at, { hint }));
}

// The marks of directives in the finished HTML tree → data of their elements, which `slots.ts` prints as slots. Runs last, so that no other
// step must know that some elements are directives.

import type { Element, Root } from 'hast';
import type { Directive } from '../context/directive.ts';
import type { RenderContext } from '../context/render-context.ts';
import { classNames } from '../html/class-names.ts';
import { type DirectiveElement, eachElement, element, isElement, text } from '../html/tree.ts';

export function directiveSlots(tree: Root, context: RenderContext): void {
  eachElement(tree, (node) => {
    const { dataDirective, dataDirectiveLabel, ...properties } = node.properties;
    const directive = context.directives[numberIn(dataDirective)];
    if (directive) node.data = { ...node.data, directive: dataOf(directive, node, context) };
    else if (context.directives[numberIn(dataDirectiveLabel)]) node.data = { ...node.data, isDirectiveLabel: true };
    else return;
    node.properties = properties;
  });
}

/** Authors can't forge a mark: `raw-html.ts` and `clean-text.ts` remove U+FDD0. */
function numberIn(mark: unknown): number {
  return Number(/^\uFDD0(\d+)\uFDD1$/.exec(String(mark ?? ''))?.[1] ?? -1);
}

function dataOf(directive: Directive, node: Element, context: RenderContext): DirectiveElement {
  const { name, attributes, isContainer, callout, at, nameAt } = directive;
  const head = { name, attributes, language: context.config.language, at, nameAt };
  if (callout === null) return { head, isContainer, callout: null };
  const word = context.words.callouts[callout];
  const given = attributes.find((attribute) => attribute.name === 'title')?.value;
  const hasLabel = node.children.some((child) => isElement(child) && 'dataDirectiveLabel' in child.properties);
  const properties = { className: [classNames.callout, `${classNames.callout}-${callout}`], role: 'note' };
  const title = element('p', { className: [classNames.calloutTitle] }, [text(given ?? word)]);
  return {
    head,
    isContainer,
    callout: element('aside', { ...properties, ...((hasLabel || given !== undefined) && { ariaLabel: word }) }, [
      title,
    ]),
  };
}

// Task lists: makes the text after each checkbox its label and sets the classes that the theme styles.

import type { Element, ElementContent, Root } from 'hast';
import { classNames } from './class-names.ts';
import { classesOf, eachElement, element, isBlank, isElement } from './tree.ts';

export function tasks(tree: Root): void {
  eachElement(tree, (node) => {
    const classes = classesOf(node);
    if (classes.includes('contains-task-list')) node.properties['className'] = [classNames.tasks];
    if (isElement(node, 'li') && classes.includes('task-list-item')) {
      node.properties['className'] = [classNames.task];
      addLabel(node);
    }
  });
}

function addLabel(item: Element): void {
  const first = item.children.find((child) => !isBlank(child));
  const holder = isElement(first, 'p') ? first : item;
  const start = holder.children.findIndex((child) => isElement(child, 'input'));
  if (start < 0) return;
  const length = holder.children.slice(start).findIndex(isBlock);
  const end = length < 0 ? holder.children.length : start + length;
  const label = element('label', {}, holder.children.slice(start, end));
  holder.children.splice(start, end - start, label);
}

function isBlock(node: ElementContent): boolean {
  return isElement(
    node,
    'blockquote',
    'div',
    'dl',
    'figure',
    'details',
    'hr',
    'ol',
    'p',
    'pre',
    'table',
    'ul',
    'aside',
  );
}

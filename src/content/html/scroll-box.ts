// The attributes of a box that scrolls sideways. Every such box must have them, because the keyboard can only scroll what has the focus.

import type { Properties } from 'hast';

/** `label` is the name that screen readers give to the box. */
export function scrollBox(label: string): Properties {
  return { tabIndex: 0, role: 'group', ariaLabel: label };
}

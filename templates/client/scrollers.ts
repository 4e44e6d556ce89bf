// Makes elements that scroll horizontally focusable, so that the keyboard can scroll them. The build does so for wide screens;
// this covers narrow ones.

const selector = ':is(pre, .table, .math, .diagram-image):not([tabindex])';

export function makeScrollersFocusable(): void {
  observer.disconnect();
  for (const element of document.querySelectorAll<HTMLElement>(selector)) observer.observe(element);
}

const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!(target instanceof HTMLElement) || target.scrollWidth <= target.clientWidth) continue;
    target.tabIndex = 0;
    observer.unobserve(target);
  }
});

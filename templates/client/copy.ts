// Copy buttons for code blocks. They copy only the commands of a console session, only the result of a diff, and never line
// numbers or annotations.

export function addCopyButtons(): void {
  const { copy, copied } = document.body.dataset;
  if (navigator.clipboard === undefined || copy === undefined || copied === undefined) return;
  for (const block of document.querySelectorAll('.code')) {
    if (block.querySelector('.copy') !== null || partsOf(block).length === 0) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.ariaLive = 'polite';
    button.textContent = copy;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(codeOf(block)).then(() => {
        button.textContent = copied;
        button.dataset['copied'] = '';
        setTimeout(() => {
          button.textContent = copy;
          delete button.dataset['copied'];
        }, 2000);
      });
    });
    block.append(button);
  }
}

function codeOf(block: Element): string {
  return partsOf(block)
    .map((part) => (part.matches('pre') ? part.textContent : `${codeIn(part)}\n`))
    .join('');
}

/**
 * The elements whose texts are copied: lines, or blocks that have none. Every block is asked at the start, so it must never read or copy the
 * text of a line.
 */
function partsOf(block: Element): Element[] {
  if (block.matches('.console')) return [...block.querySelectorAll('.console-command')];
  if (block.querySelector('.line') !== null) return [...block.querySelectorAll('.line:not(.line-removed)')];
  // Folded lines are in a block of their own.
  return [...block.querySelectorAll('pre')].filter(({ textContent }) => textContent !== '');
}

/** The text of a line without signs and annotations. */
function codeIn(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const added of copy.querySelectorAll('.line-sign, .annotation')) added.remove();
  return copy.textContent ?? '';
}

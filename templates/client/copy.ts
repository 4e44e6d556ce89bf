// Copy buttons for code blocks. They copy only the commands of a console session, only the result of a diff, and never line
// numbers or annotations.

export function addCopyButtons(): void {
  const { copy, copied } = document.body.dataset;
  if (navigator.clipboard === undefined || copy === undefined || copied === undefined) return;
  for (const block of document.querySelectorAll('.code')) {
    if (block.querySelector('.copy') !== null || !hasCode(block)) continue;
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

/** Whether there is anything to copy. Unlike `codeOf`, it copies no elements: it runs for every block before the first paint. */
function hasCode(block: Element): boolean {
  if (block.matches('.console')) return block.querySelector('.console-command') !== null;
  if (block.querySelector('.line') !== null) return block.querySelector('.line:not(.line-removed)') !== null;
  return [...block.querySelectorAll('pre')].some(({ textContent }) => textContent !== '');
}

function codeOf(block: Element): string {
  if (block.matches('.console')) return textsOf(block.querySelectorAll('.console-command'));
  const lines = block.querySelectorAll('.line');
  if (lines.length > 0) return textsOf(block.querySelectorAll('.line:not(.line-removed)'));
  // Folded lines are in a block of their own.
  return [...block.querySelectorAll('pre')].map(({ textContent }) => textContent).join('');
}

function textsOf(elements: NodeListOf<Element>): string {
  return [...elements].map((element) => `${codeIn(element)}\n`).join('');
}

/** The text of a line without signs and annotations. */
function codeIn(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) for (const added of copy.querySelectorAll('.line-sign, .annotation')) added.remove();
  return copy.textContent ?? '';
}

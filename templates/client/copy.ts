// Copy buttons. Of a console session only the commands are copied, of a change only what it leads to, of numbered lines no number.

export function addCopyButtons(): void {
  const { copy, copied } = document.body.dataset;
  if (navigator.clipboard === undefined || copy === undefined || copied === undefined) return;
  for (const block of document.querySelectorAll('.code')) {
    if (block.querySelector('.copy') !== null || codeOf(block) === '') continue;
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
  if (block.matches('.console')) return textsOf(block.querySelectorAll('.console-command'));
  const lines = block.querySelectorAll('.line');
  if (lines.length > 0) return textsOf(block.querySelectorAll('.line:not(.line-removed)'));
  return block.querySelector('pre')?.textContent ?? '';
}

function textsOf(elements: NodeListOf<Element>): string {
  return [...elements].map((element) => `${textWithoutSign(element)}\n`).join('');
}

function textWithoutSign(element: Element): string {
  const copy = element.cloneNode(true);
  if (copy instanceof Element) copy.querySelector('.line-sign')?.remove();
  return copy.textContent ?? '';
}

// The overlay of `dev`: shows the errors of the terminal over the page. It must never share styles with the site, so it lives in a shadow
// tree; a script creates its style sheet, which a strict Content-Security-Policy allows.

import type { Problem } from '../live/messages.ts';

const styles = `
:host { all: initial }
section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647; padding: 1rem 1.25rem;
  background: #16181d; color: #e8e6e3; font: 14px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  border-top: 4px solid #ff6b6b; box-shadow: 0 -8px 32px rgb(0 0 0 / 40%) }
section.notice { border-color: #ffc857 }
h2 { margin: 0; font-size: 14px } .error h2 { color: #ff8f8f } .warning h2 { color: #ffd479 }
article + article { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid #3a3f4b }
p { margin: .25rem 0 } pre { margin: .5rem 0; overflow-x: auto; color: #c8ccd4 } .place { color: #9aa3b2 } .hint { color: #7fd1e0 }
a { color: #7fd1e0 } button { position: absolute; top: .5rem; right: .75rem; font: inherit; color: inherit; background: none; border: 1px solid #5a6170; border-radius: 4px; cursor: pointer }
`;

type Kind = 'problems' | 'notice';

const hosts = new Map<Kind, HTMLElement>();

export function showProblems(problems: readonly Problem[]): void {
  const articles = problems.map((problem) => {
    const article = element('article', problem.severity, [
      element('h2', '', `${problem.severity}[${problem.code}] ${problem.message}`),
      ...(problem.place === null ? [] : [element('p', 'place', problem.place)]),
      ...(problem.frame.length === 0 ? [] : [element('pre', '', problem.frame.join('\n'))]),
      ...(problem.hint === null ? [] : [element('p', 'hint', `hint: ${problem.hint}`)]),
    ]);
    return article;
  });
  show('problems', articles);
}

/** Says that the page is gone, or where it has moved. */
export function showNotice(to: string | null): void {
  if (to === null) return show('notice', [element('h2', '', 'This page no longer exists.')]);
  const link = element('a', '', to);
  link.setAttribute('href', to);
  show('notice', [element('h2', '', 'This page has moved to '), link]);
}

export function hideProblems(): void {
  hide('problems');
}

export function hideNotice(): void {
  hide('notice');
}

function hide(kind: Kind): void {
  hosts.get(kind)?.remove();
  hosts.delete(kind);
}

function show(kind: Kind, content: readonly HTMLElement[]): void {
  hide(kind);
  const host = document.createElement('octavo-overlay');
  hosts.set(kind, host);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const close = element('button', '', 'Close');
  close.addEventListener('click', () => hide(kind));
  const section = element('section', kind, [...content, close]);
  section.setAttribute('role', 'alert');
  root.append(section);
  document.documentElement.append(host);
}

function element(name: string, className: string, content: string | readonly HTMLElement[]): HTMLElement {
  const created = document.createElement(name);
  if (className !== '') created.className = className;
  if (typeof content === 'string') created.textContent = content;
  else created.append(...content);
  return created;
}

// Marks the current section in the table of contents.

let observer: IntersectionObserver | null = null;

/** Call it again after the page has changed. */
export function followContents(): void {
  observer?.disconnect();
  const nav = document.querySelector<HTMLElement>('.contents');
  if (nav === null) return;
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of nav.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading !== null) links.set(heading, link);
  }

  /** Marks the last heading above the upper third of the window. */
  const mark = (): void => {
    let current: HTMLAnchorElement | null = null;
    for (const [heading, link] of links) {
      if (heading.getBoundingClientRect().top > innerHeight / 3) break;
      current = link;
    }
    for (const link of links.values()) {
      if (link === current) link.ariaCurrent = 'true';
      else link.ariaCurrent = null;
    }
    if (current !== null && nav.scrollHeight > nav.clientHeight) {
      nav.scrollTop = current.offsetTop - nav.clientHeight / 2;
    }
  };
  observer = new IntersectionObserver(mark, { rootMargin: '0px 0px -66%' });
  for (const heading of links.keys()) observer.observe(heading);
}

// The script that `dev` adds to each page: updates the document in place, so that scroll position, open `details` and focus stay, and shows
// errors over the last good page. Must never become part of a built site.

import { Idiomorph } from 'idiomorph';
import type { ServerMessage } from '../live/messages.ts';
import { hideNotice, hideProblems, showNotice, showProblems } from './overlay.ts';

const script = new URL(import.meta.url);
const token = script.searchParams.get('token') ?? '';
let revision = Number(script.searchParams.get('revision') ?? '0');
let isMissing = script.searchParams.has('missing');
/** Digest of the page as it was loaded; empty once the document has changed. */
let loadedDigest = script.searchParams.get('page') ?? '';
let retryMs = 100;
/** Handles one message after the other, because a change of styles waits for the style sheet. */
let queue: Promise<void> = Promise.resolve();

connect();

function connect(): void {
  const address = new URL('live', script);
  address.protocol = address.protocol.replace('http', 'ws');
  const shown = isMissing ? { missing: '' } : { page: loadedDigest };
  const query = { token, revision: String(revision), path: location.pathname, ...shown };
  address.search = new URLSearchParams(query).toString();
  const socket = new WebSocket(address);
  socket.addEventListener('open', () => {
    retryMs = 100;
  });
  socket.addEventListener('message', ({ data }) => {
    queue = queue.then(() => handleMessage(JSON.parse(String(data)) as ServerMessage)).catch(() => location.reload());
  });
  socket.addEventListener('close', () => {
    // The server is restarting or gone. A new server has a new token, which only a newly loaded page has.
    setTimeout(() => void reconnect(), retryMs);
    retryMs = Math.min(retryMs * 2, 2000);
  });
}

async function reconnect(): Promise<void> {
  try {
    const response = await fetch(location.href);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const own = page.querySelector<HTMLScriptElement>('script[data-octavo-dev]');
    if (own && own.src !== '' && new URL(own.src).searchParams.get('token') !== token) location.reload();
    else connect();
  } catch {
    setTimeout(() => void reconnect(), retryMs);
    retryMs = Math.min(retryMs * 2, 2000);
  }
}

async function handleMessage(message: ServerMessage): Promise<void> {
  if (message.type === 'problems') return message.problems.length > 0 ? showProblems(message.problems) : hideProblems();
  revision = message.revision;
  if (message.type === 'same') return;
  loadedDigest = '';
  isMissing = message.type === 'gone';
  if (message.type === 'gone') return showNotice(message.to);
  hideNotice();
  await updateDocument(message.html);
}

/** Makes the document equal to the HTML, changing only what differs. */
async function updateDocument(html: string): Promise<void> {
  const next = new DOMParser().parseFromString(html, 'text/html');
  if (
    sources(next, 'script[src]:not([data-octavo-dev])', 'src') !==
    sources(document, 'script[src]:not([data-octavo-dev])', 'src')
  ) {
    location.reload();
    return;
  }
  await swapStyles(next);
  document.title = next.title;
  const isOpen = new Map(namedDetails(document).map(([name, details]) => [name, details.open]));
  for (const [name, details] of namedDetails(next)) details.open = isOpen.get(name) ?? details.open;
  await Idiomorph.morph(document.body, next.body, { morphStyle: 'outerHTML', ignoreActiveValue: true });
  document.dispatchEvent(new CustomEvent('octavo:update'));
}

/** Names each `details` element by its summary and a count, so that it can be found again after the page has changed. */
function namedDetails(page: Document): [name: string, details: HTMLDetailsElement][] {
  const counts = new Map<string, number>();
  return [...page.querySelectorAll('details')].map((details) => {
    const words = details.querySelector('summary')?.textContent ?? '';
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    return [`${count} ${words}`, details];
  });
}

/** Loads new style sheets before it removes old ones, so that nothing flashes. */
async function swapStyles(next: Document): Promise<void> {
  const selector = 'link[rel="stylesheet"]';
  if (sources(next, selector, 'href') === sources(document, selector, 'href')) return;
  const old = [...document.querySelectorAll(selector)];
  const loading = [...next.querySelectorAll<HTMLLinkElement>(selector)].map((link) => {
    const copy = document.importNode(link, true);
    const loaded = new Promise((resolve) => {
      copy.addEventListener('load', resolve);
      copy.addEventListener('error', resolve);
      setTimeout(resolve, 1000);
    });
    document.head.append(copy);
    return loaded;
  });
  await Promise.all(loading);
  for (const link of old) link.remove();
}

function sources(page: Document, selector: string, attribute: string): string {
  return [...page.querySelectorAll(selector)].map((element) => element.getAttribute(attribute)).join(' ');
}

// Requests links to other sites politely: a few at a time, with a timeout, and again after a failure that may be temporary.
// It must report warnings only: other people's servers must not break a build.

import { type Diagnostic, warning } from '../../model/diagnostic.ts';

const maxConcurrent = 6;
const limitMs = 10_000;
const maxAttempts = 3;

/** A warning for each link whose server answers with an error or not at all. `links`: each with the page that has it. */
export async function tryLinks(
  links: ReadonlyMap<string, string>,
  onProgress: (done: number, total: number) => void,
): Promise<Diagnostic[]> {
  const waiting = [...links];
  const found: Diagnostic[] = [];
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [link, page] = next;
      const problem = await problemOf(link);
      if (problem !== null)
        found.push(warning('link/external', `\`${link}\` ${problem}; the link is in \`${page}\``, null));
      onProgress(++done, links.size);
    }
  };
  await Promise.all(Array.from({ length: maxConcurrent }, work));
  return found.toSorted((a, b) => (a.message < b.message ? -1 : 1));
}

/** What is wrong with a link, or null. Tries GET if the server rejects HEAD. */
async function problemOf(link: string): Promise<string | null> {
  let problem: string | null = null;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    for (const method of ['HEAD', 'GET']) {
      const status = await statusOf(link, method);
      if (typeof status === 'number' && status < 400) return null;
      // Pages behind a login, and servers that limit requests, refuse tools but not readers.
      if (status === 401 || status === 403 || status === 429) return null;
      problem = typeof status === 'number' ? `answers ${status}` : `does not answer (${status})`;
      if (status === 404 && method === 'GET') return problem;
    }
  }
  return problem;
}

async function statusOf(link: string, method: string): Promise<number | string> {
  try {
    const response = await fetch(link, { method, redirect: 'follow', signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    return response.status;
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return reason instanceof Error ? reason.message || reason.name : String(reason);
  }
}

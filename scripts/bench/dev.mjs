// The dev loop of one tool: the time from a save until the changed page is available. All tools are polled over HTTP; Octavo is also observed
// through the WebSocket of an open tab. Must never start an edit while the tool is busy with the previous one.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { postAt } from './corpus.mjs';
import { bodyWith, editedIndex, titleWith } from './edits.mjs';
import { end, exitOf, launched, measured, timeUsed } from './measure.mjs';

const pollMs = 5;
const retryMs = 2000;
const maxPendingRequests = 10;
const startLimitMs = 600_000;
const editLimitMs = 120_000;
/** A tool is busy if it used more than this share of a CPU in the last sample. */
const idle = { sampleMs: 250, share: 0.08, limitMs: 60_000 };
const changes = { body: bodyWith, title: titleWith };
const ways = {
  'in place': (file, text) => writeFileSync(file, text),
  // Like editors that never leave half a file: a new file replaces the old one.
  'by rename': (file, text) => {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  },
};

/**
 * Calls `add` with entries `{ tool, size, scenario: 'live', edit, way, by, ms }`. `site` is as for `buildRound`, `edits` the number of edits
 * of each kind, and `starts` the number of server starts.
 */
export async function devLoop(site, { edits, starts }, add) {
  const { tool, size, folder } = site;
  const post = postAt(editedIndex(size, 0), size);
  tool.writeSite(folder, [post]);
  // A writer has the output and the caches of an earlier build.
  await measured(tool.build(folder, site.home), site);
  const record = (edit, way, by, ms) =>
    add({ tool: tool.name, size, scenario: 'live', edit, way, by, ms: Math.round(ms * 10) / 10 });
  for (let start = 0; start < starts; start++) {
    const server = await started(site);
    record('first', '', 'http', server.firstMs);
    try {
      if (start === starts - 1) await editAll({ ...site, post, edits }, server, record);
    } finally {
      await server.end();
    }
  }
  tool.writeSite(folder, [post]);
}

async function editAll({ tool, folder, post, edits }, server, record) {
  const address = `/posts/${post.slug}/`;
  const file = join(folder, tool.postPath(post.slug));
  const watchers = tool.parser === undefined ? { http: polled } : { socket: tab, http: polled };
  // A writer has the page open, and Octavo builds open pages first. The peers don't know which pages are open.
  const open = tool.parser === undefined ? null : await tab(server.port, address, 'no page says this');
  let count = 0;
  for (const [by, watch] of Object.entries(watchers)) {
    // The first edit only warms up the tool.
    let isWarm = false;
    for (const [edit, change] of Object.entries(changes)) {
      for (const [way, save] of Object.entries(ways)) {
        for (let time = isWarm ? 0 : -1; time < edits; time++) {
          await server.isIdle();
          const mark = `e${++count}x`;
          const text = change(mark)(readFileSync(file, 'utf8'));
          const watcher = await watch(server.port, address, mark);
          const savedMs = performance.now();
          save(file, text);
          const what = `${edit} edit saved ${way}, observed by ${by}`;
          const seenMs = await within(editLimitMs, watcher.seen, what).finally(watcher.end);
          if (time >= 0) record(edit, way, by, seenMs - savedMs);
          isWarm = true;
        }
      }
    }
  }
  open?.end();
}

/** Starts the tool's server and waits for its first page. */
async function started({ tool, folder, home, log }) {
  const port = await freePort();
  const startedMs = performance.now();
  const child = launched(tool.serve(folder, home, port), log);
  let isOver = false;
  const exited = exitOf(child).then(() => {
    isOver = true;
  });
  const finish = async () => {
    end(child, 'SIGTERM');
    const force = setTimeout(() => end(child), 3000);
    await exited;
    clearTimeout(force);
    end(child);
  };
  const first = await polled(port, '/', 'class="entry"', () => isOver);
  try {
    const firstMs = (await within(startLimitMs, first.seen, 'the first page')) - startedMs;
    return { port, firstMs, end: finish, isIdle: () => idleness(child.pid) };
  } catch (cause) {
    await finish();
    throw cause;
  } finally {
    first.end();
  }
}

/**
 * Requests the page until it has the mark. A server that is starting may accept a request and never answer it, so a second one is sent after
 * a while.
 */
async function polled(port, address, mark, isOver = () => false) {
  const agent = new Agent({ keepAlive: true });
  const state = { isEnded: false };
  const found = new Promise((resolve, reject) => {
    let waiting = 0;
    const ask = async () => {
      if (isOver()) return reject(new Error('the server exited'));
      let isLate = false;
      const late = setTimeout(() => {
        isLate = true;
        if (!state.isEnded && waiting < maxPendingRequests) void ask();
      }, retryMs);
      waiting += 1;
      const text = await page(agent, port, address);
      waiting -= 1;
      clearTimeout(late);
      if (text.includes(mark)) resolve(performance.now());
      else if (!state.isEnded && (!isLate || waiting === 0)) setTimeout(() => void ask(), pollMs);
      return undefined;
    };
    void ask();
  });
  return {
    seen: found,
    end() {
      state.isEnded = true;
      agent.destroy();
    },
  };
}

/** An open tab of the page: waits for the message with the new document. */
async function tab(port, address, mark) {
  const agent = new Agent();
  const html = await page(agent, port, address);
  const script = /<script[^>]* data-octavo-dev src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (script === undefined) throw new Error('the page has no live reload script');
  const query = new URL(script, 'http://localhost').searchParams;
  query.set('path', address);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/__octavo/live?${query}`);
  const seen = new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data) => {
      const message = JSON.parse(textIn(data));
      if (message.type === 'page' && message.html.includes(mark)) resolve(performance.now());
    });
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return { seen, end: () => socket.terminate() };
}

/** Text frames arrive as buffers. */
function textIn(data) {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}

/** Resolves with the page's text; empty if it isn't available right now. */
function page(agent, port, path) {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent, timeout: editLimitMs }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', () => resolve(''));
      response.on('end', () => resolve(response.statusCode === 200 ? Buffer.concat(parts).toString() : ''));
    });
    request.on('error', () => resolve(''));
    request.on('timeout', () => request.destroy());
  });
}

/** Resolves when the processes have been idle for a while, or when the limit is reached. */
async function idleness(pid) {
  const until = performance.now() + idle.limitMs;
  let quiet = 0;
  let before = timeUsed(pid);
  while (quiet < 2 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, idle.sampleMs));
    const now = timeUsed(pid);
    quiet = now - before <= idle.sampleMs * idle.share ? quiet + 1 : 0;
    before = now;
  }
}

async function within(ms, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms / 1000} s`)), ms);
  });
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// The dev loop of one tool: from a save to the moment at which the changed page can be had. All are asked for the page over HTTP, again and
// again; Octavo besides by a tab's own WebSocket, as its pages do. Must never start an edit while the tool is still busy with the last one.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { postAt } from './corpus.mjs';
import { bodyWith, editedIndex, titleWith } from './edits.mjs';
import { end, exitOf, launched, measured, timeUsed } from './measure.mjs';

const pollMs = 5;
const patienceMs = 2000;
const maxWaiting = 10;
const startLimitMs = 600_000;
const editLimitMs = 120_000;
/** Busy is who used more than this share of a processor in the last look. */
const idle = { lookMs: 250, share: 0.08, limitMs: 60_000 };
const changes = { body: bodyWith, title: titleWith };
const ways = {
  'in place': (file, text) => writeFileSync(file, text),
  // As editors do that never leave half a file: a new file takes the place of the old.
  'by rename': (file, text) => {
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  },
};

/**
 * Gives `add` entries `{ tool, size, scenario: 'live', edit, way, by, ms }`. `site` is what `buildRound` takes; `edits` says how many of each
 * kind, `starts` how often the server is started.
 */
export async function devLoop(site, { edits, starts }, add) {
  const { tool, size, folder } = site;
  const post = postAt(editedIndex(size, 0), size);
  tool.writeSite(folder, [post]);
  // What a writer has from the last time: the output and the caches of a build.
  await measured(tool.build(folder, site.home), site);
  const say = (edit, way, by, ms) =>
    add({ tool: tool.name, size, scenario: 'live', edit, way, by, ms: Math.round(ms * 10) / 10 });
  for (let start = 0; start < starts; start++) {
    const server = await started(site);
    say('first', '', 'http', server.firstMs);
    try {
      if (start === starts - 1) await editAll({ ...site, post, edits }, server, say);
    } finally {
      await server.end();
    }
  }
  tool.writeSite(folder, [post]);
}

async function editAll({ tool, folder, post, edits }, server, say) {
  const address = `/posts/${post.slug}/`;
  const file = join(folder, tool.postPath(post.slug));
  const watchers = tool.parser === undefined ? { http: polled } : { socket: tab, http: polled };
  // A writer has the page open, and a tool may make open pages first. The peers have no such notion: being asked for the page is all they know.
  const open = tool.parser === undefined ? null : await tab(server.port, address, 'no page says this');
  let count = 0;
  for (const [by, watch] of Object.entries(watchers)) {
    // The first is for warming up: nobody saves only once.
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
          const what = `${edit} edit saved ${way}, seen by ${by}`;
          const seenMs = await within(editLimitMs, watcher.seen, what).finally(watcher.end);
          if (time >= 0) say(edit, way, by, seenMs - savedMs);
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
 * Asks for the page until it holds the mark. Servers that are starting may take a request and never answer it: after a while another one is
 * sent besides.
 */
async function polled(port, address, mark, isOver = () => false) {
  const agent = new Agent({ keepAlive: true });
  const state = { isEnded: false };
  const found = new Promise((resolve, reject) => {
    let waiting = 0;
    const ask = async () => {
      if (isOver()) return reject(new Error('its server ended by itself'));
      let isLate = false;
      const late = setTimeout(() => {
        isLate = true;
        if (!state.isEnded && waiting < maxWaiting) void ask();
      }, patienceMs);
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

/** A tab that shows the page: waits for the message that brings the new document. */
async function tab(port, address, mark) {
  const agent = new Agent();
  const html = await page(agent, port, address);
  const script = /<script[^>]* data-octavo-dev src="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (script === undefined) throw new Error('the page has no live script');
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

/** Frames of text come as buffers. */
function textIn(data) {
  return Buffer.isBuffer(data) ? data.toString('utf8') : '';
}

/** The page's text; empty where there is none right now. */
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

/** Resolves when the processes have had nothing to do for a while; who never rests is not waited for for ever. */
async function idleness(pid) {
  const until = performance.now() + idle.limitMs;
  let quiet = 0;
  let before = timeUsed(pid);
  while (quiet < 2 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, idle.lookMs));
    const now = timeUsed(pid);
    quiet = now - before <= idle.lookMs * idle.share ? quiet + 1 : 0;
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

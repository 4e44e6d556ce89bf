// The dev loop of one tool: from a save to the moment at which the changed page can be had. All are asked for the page over HTTP, again and
// again; Octavo besides by a tab's own WebSocket, as its pages do. Must never start an edit while the tool is still busy with the last one.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { postAt } from './corpus.mjs';
import { bodyWith, editedIndex, titleWith } from './edits.mjs';
import { end, measured, timeUsed } from './measure.mjs';

const pollMs = 5;
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
  let count = 0;
  for (const [by, watch] of Object.entries(watchers)) {
    for (const [edit, change] of Object.entries(changes)) {
      for (const [way, save] of Object.entries(ways)) {
        // The first is for warming up: nobody saves only once.
        for (let time = -1; time < edits; time++) {
          await server.isIdle();
          const mark = `e${++count}x`;
          const text = change(mark)(readFileSync(file, 'utf8'));
          const watcher = await watch(server.port, address, mark);
          const savedMs = performance.now();
          save(file, text);
          const seenMs = await within(editLimitMs, watcher.seen, `${edit} edit saved ${way}, seen by ${by}`);
          watcher.end();
          if (time >= 0) say(edit, way, by, seenMs - savedMs);
        }
      }
    }
  }
}

/** Starts the tool's server and waits for its first page. */
async function started({ tool, folder, home, log }) {
  const port = await freePort();
  const { command, args, cwd, env } = tool.serve(folder, home, port);
  const output = openSync(log, 'a');
  const startedMs = performance.now();
  const stdio = ['ignore', output, output];
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
  closeSync(output);
  let isOver = false;
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve)).then(() => {
    isOver = true;
  });
  const finish = async () => {
    end(child, 'SIGTERM');
    const force = setTimeout(() => end(child), 3000);
    await exited;
    clearTimeout(force);
    end(child);
  };
  const first = polled(port, '/', 'class="entry"', () => isOver);
  try {
    const firstMs = (await within(startLimitMs, (await first).seen, 'the first page')) - startedMs;
    return { port, firstMs, end: finish, isIdle: () => idleness(child.pid) };
  } catch (cause) {
    await finish();
    throw cause;
  }
}

/** Asks for the page until it holds the mark. */
async function polled(port, address, mark, isOver = () => false) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const state = { isEnded: false };
  const look = async () => {
    while (!state.isEnded) {
      if (isOver()) throw new Error('its server ended by itself');
      const text = await page(agent, port, address);
      if (text.includes(mark)) return performance.now();
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return Number.NaN;
  };
  return {
    seen: look().finally(() => agent.destroy()),
    end() {
      state.isEnded = true;
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

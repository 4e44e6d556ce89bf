// Where plugins run: a JavaScript realm of their own without clock, network, files, environment and timers. One call into it has a time limit,
// which includes everything that it awaits. A realm keeps code from reaching further by accident; it is no sandbox, because plugins are trusted.

import { createContext, runInContext, Script } from 'node:vm';

/** How a call ended. `pending`: with a promise that can't settle any more. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly cause: unknown }
  | { readonly kind: 'slow' | 'pending' };

export interface Realm {
  /** Runs a module of plugins and returns its exports. */
  evaluate(code: string): Outcome;
  /** Calls a function that calls code of the realm, and waits for the promise that it returns. */
  call(run: () => unknown): Outcome;
}

/** Milliseconds that one call may take. */
export const callLimitMs = 5000;

/** Modules of Node that compute and do nothing else. */
const pureModules = ['assert', 'buffer', 'events', 'path', 'punycode', 'querystring', 'string_decoder', 'url', 'util'];

/** Whether plugins may import a module of Node, named with or without `node:`. */
export function isPureModule(name: string): boolean {
  return pureModules.includes(name.replace(/^node:/, '').split('/')[0] ?? '');
}

export function openRealm(limitMs: number = callLimitMs): Realm {
  // Promises of the realm have a queue of their own, which is emptied at the end of each call and within its time limit.
  const context = createContext(globals(), { microtaskMode: 'afterEvaluate' });
  prelude.runInContext(context);
  const settle = settleScript.runInContext(context) as (run: () => unknown, end: (outcome: Outcome) => void) => void;

  function call(run: () => unknown): Outcome {
    let outcome: Outcome = { kind: 'pending' };
    const end = (settled: Outcome) => {
      outcome = settled;
    };
    Reflect.set(context, callName, () => settle(run, end));
    try {
      runInContext(`${callName}()`, context, { timeout: limitMs });
    } catch (cause) {
      const isSlow = Reflect.get(Object(cause), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
      return isSlow ? { kind: 'slow' } : { kind: 'thrown', cause };
    } finally {
      Reflect.deleteProperty(context, callName);
    }
    return outcome;
  }

  return {
    call,
    evaluate(code) {
      const module = { exports: {} };
      return call(() => {
        const run = scriptOf(code).runInContext(context) as (...parts: unknown[]) => void;
        run(module, module.exports, requirePure);
        return module.exports;
      });
    },
  };
}

const callName = '__octavoCall';

/** Runs inside the realm, because the promise's callbacks must be in the realm's queue. */
const settleScript = new Script(`(run, end) => {
  const result = run();
  if (typeof result?.then !== 'function') return end({ kind: 'value', value: result });
  result.then((value) => end({ kind: 'value', value }), (cause) => end({ kind: 'thrown', cause }));
}`);

/** Removes what would make a page depend on more than its text and the files that are read with \`context.read\`. */
const prelude = new Script(`{
  const refuse = (name) => () => { throw new Error('plugins can\\'t use \`' + name + '\`'); };
  const refused = { now: refuse('Date.now'), parse: refuse('Date.parse') };
  globalThis.Date = new Proxy(Date, {
    apply: refuse('Date'),
    construct: refuse('Date'),
    get: (target, key) => refused[key] ?? Reflect.get(target, key),
  });
  Math.random = refuse('Math.random');
  globalThis.queueMicrotask = (run) => void Promise.resolve().then(run);
  delete globalThis.SharedArrayBuffer;
  delete globalThis.Atomics;
}`);

function globals(): { [name: string]: unknown } {
  const { URL, URLSearchParams, TextEncoder, TextDecoder, Buffer, structuredClone, atob, btoa } = globalThis;
  const print = (...values: readonly unknown[]) => console.error(...values);
  const console_ = { log: print, info: print, warn: print, error: print, debug: print };
  return { URL, URLSearchParams, TextEncoder, TextDecoder, Buffer, structuredClone, atob, btoa, console: console_ };
}

/** The last module, compiled: each page runs it in a realm of its own. */
let compiled: { readonly code: string; readonly script: Script } | null = null;

function scriptOf(code: string): Script {
  if (compiled?.code !== code)
    compiled = {
      code,
      script: new Script(`(function (module, exports, require) {${code}\n})`, { filename: 'plugins.ts' }),
    };
  return compiled.script;
}

function requirePure(name: string): unknown {
  if (!isPureModule(name)) throw new Error(`plugins can't use \`${name}\``);
  const found: unknown = process.getBuiltinModule(name);
  // Anything else would depend on the folder in which the build was started.
  if (/^(?:node:)?path$/.test(name)) return { ...process.getBuiltinModule('path').posix, resolve: resolveFromRoot };
  return found;
}

function resolveFromRoot(...parts: string[]): string {
  return process.getBuiltinModule('path').posix.resolve('/', ...parts);
}

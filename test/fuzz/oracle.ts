// What must be true for any input: diagnostics are well-formed with spans inside the file, and parsing has no side effects.

import { createRequire, syncBuiltinESMExports } from 'node:module';
import { expect } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import type { Source } from '../../src/model/page.ts';

/** Every span is inside the file, and every code and message has the usual form. */
export function expectSound(diagnostics: readonly Diagnostic[], { path, text }: Source): void {
  const malformed = diagnostics.filter(({ at, related, code, message }) => {
    const spans = [at, ...related.map((one) => one.at)].filter((span) => span?.path === path);
    const isOutside = spans.some((span) => span && !isSpan(span.start, span.end, text.length));
    return isOutside || !/^[a-z-]+\/[a-z-]+$/i.test(code) || /\.$|^$/.test(message);
  });
  expect(malformed).toEqual([]);
}

function isSpan(start: number, end: number, length: number): boolean {
  return start >= 0 && end >= start && end <= length;
}

export interface Watch {
  /** Runs a synchronous function and returns the names of all side effects that it tried. */
  during<T>(run: () => T): { readonly value: T; readonly effects: readonly string[] };
  end(): void;
}

const doors = {
  'node:fs': [
    'openSync',
    'open',
    'readFileSync',
    'readFile',
    'writeFileSync',
    'writeFile',
    'mkdirSync',
    'rmSync',
    'unlinkSync',
    'readdirSync',
    'appendFileSync',
    'statSync',
  ],
  'node:child_process': ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'],
  'node:net': ['connect', 'createConnection'],
  'node:http': ['request', 'get'],
} as const;

/** Watches the side effects of this thread: files, processes, sockets, `eval`, process exit, globals and prototypes. */
export function watchEffects(): Watch {
  const require = createRequire(import.meta.url);
  let effects: string[] | null = null;
  const undo: (() => void)[] = [];
  const guard = (holder: object, name: string, where: string) => {
    const before: unknown = Reflect.get(holder, name);
    if (typeof before !== 'function') return;
    const guarded = new Proxy(before, {
      apply(target, self, given) {
        effects?.push(`${where}.${name}`);
        return Reflect.apply(target, self, given);
      },
    });
    Reflect.set(holder, name, guarded);
    undo.push(() => Reflect.set(holder, name, before));
  };
  for (const [module, names] of Object.entries(doors)) for (const name of names) guard(require(module), name, module);
  for (const name of ['exit', 'kill', 'chdir', 'abort']) guard(process, name, 'process');
  for (const name of ['eval', 'fetch', 'setTimeout', 'setInterval', 'setImmediate']) guard(globalThis, name, 'global');
  syncBuiltinESMExports();
  return {
    during(run) {
      const before = shapeOfGlobals();
      effects = [];
      const value = run();
      const found = effects;
      effects = null;
      const after = shapeOfGlobals();
      return { value, effects: after === before ? found : [...found, 'globals changed'] };
    },
    end() {
      for (const one of undo) one();
      syncBuiltinESMExports();
    },
  };
}

const shared = [
  globalThis,
  Object.prototype,
  Array.prototype,
  String.prototype,
  Function.prototype,
  Map.prototype,
  process.env,
];

function shapeOfGlobals(): string {
  return shared.map((one) => Reflect.ownKeys(one).length).join(' ');
}

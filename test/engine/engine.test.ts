// What the engine runs, reports and refuses, on the smallest sheets that show it.

import { describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import { DigestColumn } from '../../src/engine/graph/digest-column.ts';
import { RuleFailed, StaleLeaf } from '../../src/engine/graph/failures.ts';
import type { Derived, Get, Input, Leaf, Rule } from '../../src/engine/graph/rule.ts';
import type { Snapshot } from '../../src/engine/store/snapshot.ts';
import { memoryStore, type Store } from '../../src/engine/store/store.ts';
import { digestOf } from '../../src/text/digest.ts';

type World = { [name: string]: string };

function cells(world: World): Input<string | null> {
  return {
    kind: 'input',
    name: 'cell',
    digest: (name) => digestOf(JSON.stringify(world[name] ?? null)),
    read: (name) => world[name] ?? null,
  };
}

function derived<V>(
  name: string,
  run: (argument: string, get: Get) => V,
  options: Partial<Derived<V, string>> = {},
): Derived<V, string> {
  return {
    kind: 'derived',
    name,
    storage: 'json',
    run: (argument, get) => ({ value: run(argument, get), diagnostics: [] }),
    ...options,
  };
}

/** A sheet of words: `word` is a leaf, and a reader of one of its parts must not depend on the others. */
function words(world: World, store: Store<string> = memoryStore()) {
  const cell = cells(world);
  const word: Leaf<{ readonly head: string; readonly tail: string }> = {
    kind: 'leaf',
    name: 'word',
    storage: 'json',
    parts: ['head', 'tail'],
  };
  const heads = derived('heads', (_, get) => `${get.part(word, 'a', 'head')}${get.part(word, 'b', 'head')}`);
  const upper = derived('upper', (_, get) => get(heads, '').toUpperCase());
  const page = derived('page', (name, get) => `${get(upper, '')}: ${get.part(word, name, 'tail')}`, {
    storage: 'none',
  });
  const all = derived('all', (_, get) => ['a', 'b'].map((name) => get.digest(page, name)));
  const engine = createEngine<string>([cell, word, heads, upper, page, all], store);
  const provide = () => {
    for (const name of ['a', 'b']) {
      const text = world[name] ?? '';
      if (engine.isStale(word, name))
        engine.provideLeaf(word, name, [[cell, name]], {
          value: { head: text.slice(0, 1), tail: text.slice(1) },
          diagnostics: [],
        });
    }
  };
  const build = () => {
    engine.refresh();
    provide();
    return engine.get(all, '');
  };
  return { engine, cell, word, heads, upper, page, all, build, provide };
}

describe('small edits do small work', () => {
  const before: World = { a: 'apple', b: 'berry' };
  const cases: readonly (readonly [what: string, after: World, counts: { readonly [rule: string]: number }])[] = [
    ['nothing changed', {}, {}],
    ['a cell that no rule reads', { c: 'cherry' }, {}],
    ['a part that one page reads', { b: 'barry' }, { word: 1, page: 1, all: 1 }],
    ['a part that everything depends on', { b: 'cherry' }, { word: 1, heads: 1, upper: 1, page: 2, all: 1 }],
    ['a change with the same result', { a: 'Apple' }, { word: 1, heads: 1, upper: 1 }],
  ];
  for (const [what, after, counts] of cases) {
    for (const isRestarted of [false, true]) {
      test(`${what}${isRestarted ? ', in a new process' : ''}`, () => {
        const world = { ...before };
        const store = memoryStore<string>();
        const first = words(world, store);
        first.build();
        first.engine.save([[first.all, '']]);
        Object.assign(world, after);
        const second = isRestarted ? words(world, store) : first;
        second.build();
        expect(second.engine.counts()).toEqual(counts);
      });
    }
  }
});

test('an edit that is undone before the next build has no effect', () => {
  const world: World = { a: 'apple', b: 'berry' };
  const sheet = words(world);
  sheet.build();
  world['b'] = 'barry';
  sheet.engine.refresh();
  sheet.provide();
  world['b'] = 'berry';
  expect(sheet.build()).toEqual(words(world).build());
});

describe('a value that is not stored', () => {
  test('is made again when it is read, and its digest needs no run', () => {
    let runs = 0;
    const store = memoryStore<string>();
    const cell = cells({ a: 'x' });
    const made = derived(
      'made',
      (name, get) => {
        runs++;
        return `<${get(cell, name)}>`;
      },
      { storage: 'none' },
    );
    const open = () => createEngine<string>([cell, made], store);
    const first = open();
    expect(first.get(made, 'a')).toBe('<x>');
    first.save([[made, 'a']]);
    const second = open();
    expect(second.get.digest(made, 'a')).toBe(digestOf('<x>'));
    expect(runs).toBe(1);
    expect(second.get(made, 'a')).toBe('<x>');
    expect(runs).toBe(2);
    expect(second.counts()).toEqual({});
  });
});

test('nodes that no root depends on are dropped once there are many', () => {
  const world: World = { last: '' };
  const cell = cells(world);
  const made = derived('made', (name) => name);
  const last = derived('last', (_, get) => get(made, get(cell, 'last') ?? ''));
  const engine = createEngine<string>([cell, made, last], memoryStore());
  const runsFor = (name: string) => {
    engine.refresh();
    engine.get(made, name);
    return engine.counts()['made'] ?? 0;
  };
  for (let time = 0; time < 20; time++) {
    world['last'] = String(time);
    engine.refresh();
    engine.get(last, '');
    engine.tidy([[last, '']], 10);
  }
  const runs = Array.from({ length: 20 }, (_, time) => runsFor(String(time))).join('');
  // Of a dozen such nodes the first are dropped, and the later ones are still there.
  expect(runs).toMatch(/^1{5,}0{5,}$/);
});

test('why: the reads that differed, outermost first', () => {
  const world: World = { a: 'apple', b: 'berry' };
  const { engine, page, build } = words(world);
  build();
  expect(engine.why([page, 'a'])).toEqual([{ rule: 'page', argument: 'a', because: null }]);
  build();
  expect(engine.why([page, 'a'])).toEqual([]);
  world['b'] = 'cherry';
  build();
  expect(engine.why([page, 'a'])).toEqual([
    { rule: 'page', argument: 'a', because: { rule: 'upper', argument: '', part: null } },
    { rule: 'upper', argument: '', because: { rule: 'heads', argument: '', part: null } },
    { rule: 'heads', argument: '', because: { rule: 'word', argument: 'b', part: 'head' } },
    { rule: 'word', argument: 'b', because: { rule: 'cell', argument: 'b', part: null } },
  ]);
});

describe('notes', () => {
  const world: World = { a: 'x' };
  const cell = cells(world);
  const spoken: Derived<string, string> = {
    kind: 'derived',
    name: 'spoken',
    storage: 'json',
    run: (name, get) => ({ value: '', diagnostics: [`${name} is ${get(cell, name)}`] }),
  };
  const both = derived('both', (_, get) => [get(spoken, 'a'), get(spoken, 'b'), get(spoken, 'a')]);

  test('are reported again if nothing ran, each node’s once, and only for the roots', () => {
    const store = memoryStore<string>();
    const first = createEngine<string>([cell, spoken, both], store);
    first.get(both, '');
    first.save([[both, '']]);
    const second = createEngine<string>([cell, spoken, both], store);
    second.get(both, '');
    expect(second.counts()).toEqual({});
    expect(second.notes([[both, '']])).toEqual(['a is x', 'b is null']);
    expect(second.notes([[spoken, 'b']])).toEqual(['b is null']);
    expect(second.notesOf([both, ''])).toEqual([]);
    expect(second.notesOf([spoken, 'a'])).toEqual(['a is x']);
  });
});

describe('a rule that breaks its contract', () => {
  const front = derived('front', (argument, get) => get(back, argument));
  const back = derived('back', () => 1);
  const stranger = derived('stranger', () => 1);
  let times = 0;
  const cases: readonly (readonly [what: string, rules: readonly Rule<unknown>[], message: string])[] = [
    [
      'asks for a later rule',
      [front, back],
      'rule `front` failed for `x`: `front` asks for `back`, which is not before it in the list',
    ],
    [
      'asks for a rule that is not in the list',
      [derived('lost', (argument, get) => get(stranger, argument))],
      "rule `lost` failed for `x`: rule `stranger` is not in the engine's list",
    ],
    [
      'throws',
      [
        derived('thrower', () => {
          throw new Error('no');
        }),
      ],
      'rule `thrower` failed for `x`: no',
    ],
    [
      'makes nothing',
      [derived('nothing', () => undefined)],
      'rule `nothing` failed for `x`: it stores `json` but made nothing',
    ],
    [
      'makes other parts',
      [derived('parts', () => ({ one: 1 }), { parts: ['one', 'two'] })],
      'rule `parts` failed for `x`: its parts are `one,two` but it made `one`',
    ],
    [
      'makes no bytes',
      [derived('text', () => 'text', { storage: 'bytes' })],
      'rule `text` failed for `x`: it stores `bytes` but made a value of type string',
    ],
    [
      'makes two values of the same reads',
      [derived('odd', () => `${times++}`, { storage: 'json' })],
      'rule `odd` failed for `x`: it made two values of the same reads',
    ],
  ];
  for (const [what, rules, message] of cases) {
    test(`and ${what} is named in the error`, () => {
      const forgetful: Store<string> = { ...memoryStore<string>(), read: () => null };
      const engine = createEngine<string>(rules, forgetful, { isStrict: true });
      const rule = rules[0];
      const ask = () => {
        engine.get(rule ?? stranger, 'x');
        // Saving frees the values in memory, so the next one is read from the store, which has nothing.
        engine.save([[rule ?? stranger, 'x']]);
        for (let index = 0; index < 300; index++) engine.get(rule ?? stranger, String(index));
        engine.get(rule ?? stranger, 'x');
      };
      expect(ask).toThrow(message);
    });
  }

  test('an error from a rule below names that rule', () => {
    const thrower = derived('thrower', () => {
      throw new TypeError('no');
    });
    const above = derived('above', (argument, get) => get(thrower, argument));
    const engine = createEngine<string>([thrower, above], memoryStore());
    expect(() => engine.get(above, 'x')).toThrow('rule `thrower` failed for `x`: no');
  });

  test('an error from an input is not wrapped', () => {
    class Gone extends Error {}
    const cell: Input<string> = {
      kind: 'input',
      name: 'cell',
      digest: () => 'd',
      read: () => {
        throw new Gone();
      },
    };
    const above = derived('above', (argument, get) => get(cell, argument));
    expect(() => createEngine<string>([cell, above], memoryStore()).get(above, 'x')).toThrow(Gone);
  });

  test('a strict engine does not let it change a value of another rule', () => {
    const list = derived('list', () => ['b', 'a']);
    const sorted = derived('sorted', (_, get) => get(list, '').sort());
    const rules = [list, sorted];
    expect(() => createEngine<string>(rules, memoryStore(), { isStrict: true }).get(sorted, '')).toThrow(RuleFailed);
  });
});

describe('a leaf', () => {
  test('that was not provided is named, through every rule above it', () => {
    const { engine, all } = words({ a: 'apple', b: 'berry' });
    expect(() => engine.get(all, '')).toThrow(new StaleLeaf('word', 'a'));
  });

  test('provided with another value in the same build updates its readers', () => {
    const { engine, cell, word, page, build } = words({ a: 'apple', b: 'berry' });
    build();
    const before = engine.get(page, 'a');
    engine.provideLeaf(word, 'a', [[cell, 'a']], { value: { head: 'x', tail: 'y' }, diagnostics: [] });
    expect([before, engine.get(page, 'a')]).toEqual(['AB: pple', 'XB: y']);
  });

  test('shared in memory is never read after it has changed', () => {
    const world: World = { a: 'x' };
    const cell = cells(world);
    const leaf: Leaf<string> = { kind: 'leaf', name: 'leaf', storage: 'json', isShared: true };
    const reader = derived('reader', (name, get) => get(leaf, name));
    const engine = createEngine<string>([cell, leaf, reader], memoryStore());
    const seen = ['x', 'y'].map((text) => {
      world['a'] = text;
      engine.refresh();
      engine.provideLeaf(leaf, 'a', [[cell, 'a']], { value: text, diagnostics: [] });
      return [engine.get(reader, 'a'), engine.get(leaf, 'a')];
    });
    expect(seen).toEqual([
      ['x', 'x'],
      ['y', 'y'],
    ]);
  });

  test('shared parts are not read from the store, and never after they have changed', () => {
    const world: World = { a: 'x' };
    const cell = cells(world);
    const leaf: Leaf<{ readonly head: string; readonly tail: string }> = {
      kind: 'leaf',
      name: 'leaf',
      storage: 'json',
      parts: ['head', 'tail'],
      sharedParts: ['head'],
    };
    let reads = 0;
    const contents = memoryStore<string>();
    const store: Store<string> = {
      ...contents,
      read(address) {
        reads++;
        return contents.read(address);
      },
    };
    const engine = createEngine<string>([cell, leaf], store, { retain: { values: 1, bytes: 1 } });
    const names = ['a', 'b', 'c'];
    const seen = ['x', 'y'].map((text) => {
      world['a'] = text;
      engine.refresh();
      for (const name of names)
        engine.provideLeaf(leaf, name, [[cell, 'a']], { value: { head: text + name, tail: '' }, diagnostics: [] });
      return names.map((name) => engine.get.part(leaf, name, 'head'));
    });
    expect(seen).toEqual([
      ['xa', 'xb', 'xc'],
      ['ya', 'yb', 'yc'],
    ]);
    expect(reads).toBe(0);
    expect(engine.get.part(leaf, 'a', 'tail')).toBe('');
    expect(reads).toBe(1);
  });

  /** A second process on the store of a first one, with a change to the store. */
  function second(change: Partial<Store<string>>) {
    const world: World = { a: 'apple', b: 'berry' };
    const contents = memoryStore<string>();
    const first = words(world, contents);
    first.build();
    first.engine.save([[first.all, '']]);
    return words(world, { ...contents, ...change });
  }

  test('whose value is gone is stale', () => {
    const { engine, cell, word } = second({ has: () => false });
    engine.get.digest(cell, 'a');
    engine.sweep();
    expect(engine.staleOf(word, ['a'])).toEqual(['a']);
  });

  test('all lost leaves are found at once', () => {
    const { engine, word, heads, provide } = second({ read: () => null });
    provide();
    expect(engine.counts()).toEqual({});
    expect(() => engine.get.part(word, 'a', 'head')).toThrow(StaleLeaf);
    expect([engine.isStale(word, 'a'), engine.isStale(word, 'b')]).toEqual([true, true]);
    // Their digests are unchanged, so nothing else runs.
    provide();
    engine.get.digest(heads, '');
    expect(engine.counts()).toEqual({ word: 2 });
  });
});

describe('a store', () => {
  test('that could not be written is written the next time', () => {
    const saves: string[] = [];
    const contents = memoryStore<string>();
    const moody: Store<string> = {
      ...contents,
      save(snapshot) {
        saves.push(snapshot.words.join());
        return saves.length === 1 ? { offset: null, problem: 'the disk is full' } : contents.save(snapshot);
      },
    };
    const made = derived('made', (name) => name);
    const engine = createEngine<string>([made], moody);
    engine.get(made, 'a');
    const results = [1, 2, 3].map(() => engine.save([[made, 'a']]).problem);
    expect([results, saves]).toEqual([
      ['the disk is full', null, null],
      ['a', 'a'],
    ]);
  });

  const cell = cells({ a: 'x' });
  const low = derived('low', (name, get) => get(cell, name));
  const high = derived('high', (name, get) => get(low, name));
  const rules = [cell, low, high];
  const whole: Snapshot<string> = {
    shape: ['cell', 'low', 'high'],
    counts: [1, 1, 1],
    words: ['a'],
    argument: Int32Array.of(0, 0, 0),
    readCount: Int32Array.of(-1, 1, 1),
    reads: Int32Array.of(0, 1),
    digest: DigestColumn.of(['0', '1', '2'].map((text) => cell.digest(text))),
    offset: Float64Array.of(0, 0, 0),
    length: Int32Array.of(-1, 3, 3),
    notes: [],
  };
  const wrong: readonly (readonly [what: string, change: Partial<Snapshot<string>>])[] = [
    ['reads of a later rule', { reads: Int32Array.of(2, 1) }],
    ['reads of itself', { reads: Int32Array.of(1, 1) }],
    ['reads of no row', { reads: Int32Array.of(-1, 1) }],
    ['a read too many', { reads: Int32Array.of(0, 1, 1) }],
    ['a read too few', { reads: Int32Array.of(0) }],
    ['other rules', { shape: ['cell', 'low', 'other'] }],
    ['other parts', { shape: ['cell', 'low part', 'high'] }],
    ['a rule too few', { counts: [1, 2] }],
    ['a digest too few', { digest: DigestColumn.of(['0', '1']) }],
    ['an address too few', { length: Int32Array.of(-1, 3) }],
    ['an argument that is not there', { argument: Int32Array.of(0, 0, 1) }],
    ['numbers for arguments', { words: [1 as unknown as string] }],
  ];
  for (const [what, change] of wrong) {
    test(`with ${what} counts as empty`, () => {
      const store: Store<string> = { ...memoryStore<string>(), load: () => ({ ...whole, ...change }) };
      const engine = createEngine<string>(rules, store);
      expect([engine.get(high, 'a'), engine.counts()]).toEqual(['x', { low: 1, high: 1 }]);
    });
  }

  test('whose columns fit is used', () => {
    const digest = DigestColumn.of([cell.digest('a'), digestOf('"x"'), digestOf('"x"')]);
    const store: Store<string> = { ...memoryStore<string>(), load: () => ({ ...whole, digest }) };
    store.put(new TextEncoder().encode('"x"'), digestOf('"x"'));
    const engine = createEngine<string>(rules, store);
    expect([engine.get(high, 'a'), engine.counts()]).toEqual(['x', {}]);
  });
});

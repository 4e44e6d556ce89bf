// Names what was skipped at the end of a run, grouped by suite, so that a skip is never silent.

import type { Reporter, TestCase, TestModule } from 'vitest/node';

export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const testModule of modules) {
      for (const test of testModule.children.allTests('skipped')) {
        const name = `${testModule.relativeModuleId} › ${groupOf(test)}`;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    for (const [name, count] of counts) console.log(`skipped: ${name}${count > 1 ? ` (${count} tests)` : ''}`);
  }
}

/** The outermost suite of a test, or the test itself if it is in none. */
function groupOf(test: TestCase): string {
  let group: TestCase | TestModule | { readonly name: string; readonly parent?: unknown } = test;
  while ('parent' in group && group.parent !== undefined && 'name' in (group.parent as object)) {
    group = group.parent as { readonly name: string; readonly parent?: unknown };
  }
  return 'name' in group ? group.name : '';
}

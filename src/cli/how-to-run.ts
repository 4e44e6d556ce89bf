// How a user of this site runs a command of the tool: by a script of the nearest package.json if there is one, or else with npx. Messages
// name commands as `octavo build`; this file must be the only one that knows what to type instead.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';

/** Rewrites the commands that a text names in backticks: `octavo labs --record a` becomes `npm run labs -- --record a`. */
export type Rewrite = (text: string) => string;

/** For a user in `folder` who gave this `--root`, if any: no script builds another site. */
export function commandsFrom(folder: string, rootOption: string | null): Rewrite {
  const scripts = rootOption === null ? scriptsAround(folder) : {};
  const root = rootOption === null ? '' : ` --root ${rootOption}`;
  return (text) =>
    text.replace(/`octavo ([a-z]+)((?: [^`]+)?)`/g, (_, name: string, rest: string) => {
      const isScript = new RegExp(`\\boctavo(?:\\.cjs)? ${name}$`).test(scripts[name] ?? '');
      if (isScript) return `\`npm run ${name}${rest === '' ? '' : ` --${rest}`}\``;
      return `\`npx octavo ${name}${name === 'init' ? '' : root}${rest}\``;
    });
}

/** The same diagnostics, with commands that this user can type. */
export function withCommands(diagnostics: readonly Diagnostic[], rewrite: Rewrite): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) =>
    diagnostic.hint === null ? diagnostic : { ...diagnostic, hint: rewrite(diagnostic.hint) },
  );
}

/** The scripts of the nearest package.json, which npm runs from any folder inside its own. */
function scriptsAround(folder: string): { readonly [name: string]: string } {
  for (let at = folder; ; at = dirname(at)) {
    const scripts = scriptsIn(join(at, 'package.json'));
    if (scripts !== null) return scripts;
    if (dirname(at) === at) return {};
  }
}

function scriptsIn(file: string): { readonly [name: string]: string } | null {
  try {
    const { scripts = {} }: { scripts?: object } = JSON.parse(readFileSync(file, 'utf8'));
    return Object.fromEntries(Object.entries(scripts).map(([name, command]) => [name, String(command)]));
  } catch {
    return null;
  }
}

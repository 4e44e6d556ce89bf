// Compiles the code that runs in the reader's browser: one minified file for each role, named by its content. Scripts must
// never import anything but files of the theme.

import type { Built, Diagnostic } from '../model/diagnostic.ts';
import { nameAsset } from './asset-name.ts';
import type { TemplateAsset, TemplateFiles } from './bundle.ts';
import { toolDir } from './bundle-pages.ts';
import { diagnosticOf, messagesOf, themeFiles } from './template-source.ts';

/** Compiles `templates/client/<role>.ts` for each role that has one. Returns the scripts by role. */
export async function bundleScripts(
  files: TemplateFiles,
  roles: readonly string[],
): Promise<Built<{ readonly [role: string]: TemplateAsset }>> {
  const entries = roles.flatMap((role) => {
    const path = [`templates/client/${role}.ts`, `templates/client/${role}.tsx`].find((name) =>
      Object.hasOwn(files, name),
    );
    return path === undefined ? [] : [{ role, path }];
  });
  if (entries.length === 0) return { value: {}, diagnostics: [] };

  const { build } = await import('esbuild');
  const scripts: { [role: string]: TemplateAsset } = {};
  const diagnostics: Diagnostic[] = [];
  for (const { role, path } of entries) {
    const compiled = await build({
      entryPoints: ['entry'],
      plugins: [themeFiles(files, `import '${path}';`, [], toolDir)],
      bundle: true,
      write: false,
      format: role === 'early' ? 'iife' : 'esm',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      charset: 'utf8',
      tsconfigRaw: '{}',
      logLevel: 'silent',
    }).catch((thrown: unknown) => ({ errors: messagesOf(thrown), warnings: [], outputFiles: [] }));
    diagnostics.push(
      ...compiled.errors.map((message) => diagnosticOf(files, message, 'error')),
      ...compiled.warnings.map((message) => diagnosticOf(files, message, 'warning')),
    );
    const [output] = compiled.outputFiles;
    if (output !== undefined) scripts[role] = nameAsset(`${role}.js`, output.text).asset;
  }
  return { value: scripts, diagnostics: withoutRepeats(diagnostics) };
}

/** Two scripts may import the same file with a mistake: reports it once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

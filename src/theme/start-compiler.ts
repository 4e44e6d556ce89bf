// Starts esbuild, which compiles themes in a process of its own, before a template changes. It must never report an error.

/** Resolves when the process has been started; it is ready a moment later. */
export async function startCompiler(): Promise<void> {
  const { transform } = await import('esbuild');
  // The next compilation reports what is wrong with the compiler.
  transform('').catch(() => {});
}

// Has the theme's compiler get ready before a template is changed: it is a process of its own.

/** Returns when the process has been started; it is ready a moment later. */
export async function warmUpCompiler(): Promise<void> {
  const { transform } = await import('esbuild');
  // Whoever compiles the theme hears what is wrong with the compiler.
  transform('').catch(() => {});
}

// The start of `octavo dev`: what takes longest and needs nobody goes first.

import { startCompiler } from '../render/start-compiler.ts';
import type { Values } from './arguments.ts';

export async function run(values: Values): Promise<number> {
  await startCompiler();
  const dev = await import('./dev.ts');
  return await dev.run(values);
}

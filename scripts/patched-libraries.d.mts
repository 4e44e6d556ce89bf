import type { Plugin } from 'esbuild';

/** A plugin for esbuild; `miss` hears of each change that finds nothing to change. */
export function patchedLibraries(miss?: (file: string, text: string) => void): Plugin;

/** `file`: its path below `node_modules/`. */
export function quickerText(file: string, text: string, miss?: (file: string, text: string) => void): string;

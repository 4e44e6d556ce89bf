// Runs before each test file. Gives properties without a seed of their own the seed of the run, so that they never fail by chance.

import fc from 'fast-check';
import { randomRun } from './random.ts';

fc.configureGlobal({ seed: randomRun('properties', { full: 0, soak: 0 }).seed });

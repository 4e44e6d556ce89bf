// A thread that writes what lies ready to be published. See `stage-writer.ts`.

import { runSpoolThread } from './spool-writer.ts';

runSpoolThread();

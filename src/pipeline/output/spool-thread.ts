// The thread that writes spooled pages to files. All of its code is in `spool-writer.ts`; it must not load anything else.

import { runSpoolThread } from './spool-writer.ts';

runSpoolThread();

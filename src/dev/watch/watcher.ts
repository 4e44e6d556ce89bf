// The module of the watcher's thread.

import { answerOrders } from './watch-thread.ts';

answerOrders();

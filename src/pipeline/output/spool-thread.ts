// A thread that writes what lies ready to be published. See `stage-writer.ts`.

import { answerStage } from './spool-writer.ts';

answerStage();

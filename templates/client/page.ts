// What pages outside the stream do beside what every page does.

import { followContents } from './contents.ts';

followContents();

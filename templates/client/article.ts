// What posts do beside what every page does.

import { followContents } from './contents.ts';

followContents();
document.addEventListener('octavo:update', followContents);

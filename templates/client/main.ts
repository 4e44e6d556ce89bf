// What every page does where scripts run.

import { followScheme } from './scheme.ts';

followScheme();

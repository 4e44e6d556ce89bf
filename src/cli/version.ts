// The version of the running tool, for `octavo --version`.

import { runningTool, versionOf } from '../system/tool.ts';

export function toolVersion(): string {
  return versionOf(runningTool());
}

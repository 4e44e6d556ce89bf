// A thread that converts one body after another.

import { answerJobs } from '../../system/worker-pool.ts';
import { type ConversionPlan, type Convert, openConverter } from './converter.ts';

export interface ConvertMessage {
  readonly index: number;
  readonly body: string;
}

let opened: Promise<Convert> | null = null;

answerJobs(async ({ index, body }: ConvertMessage, plan: ConversionPlan) => {
  opened ??= openConverter(plan);
  return (await opened)(index, body);
});

import { compareAccountJob } from './match/compare-account-job.ts';
import { readStatementJob } from './statement/read-statement.ts';

export const jobs = [readStatementJob, compareAccountJob];

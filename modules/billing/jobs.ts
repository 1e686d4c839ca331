import { readStatementJob } from './receipt/read-statement.ts';

export const jobs = [readStatementJob];

import { readBalanceJob } from './payer-account/refresh-payer-balance.ts';

export const jobs = [readBalanceJob];

/** For tests of other packages: a client with a program, its money, and workers who earn. */
export {
  admitWorkers,
  castGigClient,
  cureAccounts,
  type GigClient,
  runJobs,
  sampleWorker,
} from './gig-client.ts';
export * from './page-phone.ts';
export {
  type Answer,
  answered,
  castWithdrawals,
  earn,
  settle,
  topUp,
  type WithdrawalCast,
} from './withdrawal-world.ts';
export * from './decisions.ts';

/** For tests of other packages: a client with a program, its money, and workers who earn. */
export { castGigClient, type GigClient, runJobs } from './gig-client.ts';
export { topUp } from './withdrawal-world.ts';
export * from './decisions.ts';

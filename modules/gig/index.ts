import { checkIdentitiesJob } from './worker/check-identities.ts';

export { routes } from './routes.ts';
export {
  type IdentityAnswer,
  type IdentityChecker,
  type IdentityQuestion,
  linkIdentityChecker,
} from './worker/identity-checker.ts';
export type { WorkersJudged } from './worker/judge-workers.ts';
export { freezeWorkerAccount } from './worker/suspend-worker.ts';
export { mayPayLive } from './tax/live-keys.ts';
export { vatReadingOn } from './tax/vat-reading.store.ts';

export const jobs = [checkIdentitiesJob];

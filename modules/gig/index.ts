import { payBatchJob } from './batch-pay/pay-batch.ts';
import { proveJob } from './proof/prove-job.ts';
import { incomeLinesImport } from './income/income-lines-import.ts';
import { checkIdentitiesJob } from './worker/check-identities.ts';
import { workersImport } from './worker/workers-import.ts';

export { publishAgreementText } from './agreement/publish-agreement-text.ts';
export { addBlockEntry } from './block-list/add-block-entry.ts';
export { reportIncomeLines } from './income/report-income-lines.ts';
export { chooseVatReading } from './tax/choose-vat-reading.ts';
export { declareGigReturn } from './tax/declare-gig-return.ts';
export { generateGigReturn } from './tax/generate-gig-return.ts';
export { checkIdentitiesJob } from './worker/check-identities.ts';
export { registerWorkers } from './worker/register-workers.ts';
export { directRoutes, printingRoutes, routes } from './routes.ts';
export {
  type IdentityAnswer,
  type IdentityChecker,
  type IdentityQuestion,
  linkIdentityChecker,
} from './worker/identity-checker.ts';
export { refuseAccount } from './worker/refuse-account.ts';
export { isLiveOpen } from './tax/live-keys.ts';

export const jobs = [checkIdentitiesJob, payBatchJob, proveJob];

export const importKinds = [workersImport, incomeLinesImport];

export { watchFunds } from './funds/watch-funds.ts';
export { pruneGig } from './prune-gig.ts';
export { listeners } from './listeners.ts';
export { createProgram } from './program/create-program.ts';
export { resumeAll } from './withdrawal/resume-suspended.ts';
export { closeCollector, collectorOf } from './withdrawal/withdraw.ts';
export {
  type Collector,
  CollectorFull,
  type CollectorOptions,
  openCollector,
} from './withdrawal/collector.ts';
export { countWaitingWithdrawals } from './withdrawal/waiting-withdrawals.ts';
export { proveWithdrawals } from './withdrawal/prove-withdrawals.ts';
export type { WithdrawalOutcome, WithdrawalRequest } from './withdrawal/withdrawal.ts';

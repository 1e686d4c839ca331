import { bankStatementImport } from './receipt/import-bank-statement.ts';

export { requestedAdvances } from './advance/requested-advances.ts';
export { unmatchedReceipts } from './receipt/unmatched-receipts.ts';
export { applyFunds, fundingAccounts, releaseFunds } from './funding/apply-funds.ts';
export { type FundingLine, type FundingNeed, requireFunds } from './funding/funding.store.ts';
export { type AccountFunding, type Funding, fundingOf } from './funding/get-funding.ts';
export { jobs } from './jobs.ts';
export { readDailyStatements } from './receipt/read-daily-statements.ts';
export { routes } from './routes.ts';

export const importKinds = [bankStatementImport];

import { ledgerContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { getTrialBalance } from './account/get-trial-balance.ts';
import { listLedgerAccounts } from './account/list-ledger-accounts.ts';
import { verifyLedger } from './account/verify-ledger.ts';
import { listJournals } from './journal/list-journals.ts';

export const routes = [
  route(contract.listLedgerAccounts, listLedgerAccounts),
  route(contract.listJournals, listJournals),
  route(contract.getTrialBalance, getTrialBalance),
  route(contract.verifyLedger, verifyLedger),
];

import { reconciliationContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { listBookEntries } from './book/list-book-entries.ts';
import { assignDiscrepancy } from './discrepancy/assign-discrepancy.ts';
import { listDiscrepancies } from './discrepancy/list-discrepancies.ts';
import { listDiscrepancyOwners } from './discrepancy/list-discrepancy-owners.ts';
import { resolveDiscrepancy } from './discrepancy/resolve-discrepancy.ts';
import { getReconciliation } from './get-reconciliation.ts';
import { getLineMatch } from './match/get-line-match.ts';
import { matchLines } from './match/match-lines.ts';
import { reconcileAccount } from './match/reconcile-account.ts';
import { undoLineMatch } from './match/undo-line-match.ts';
import { listStatementLines } from './statement/list-statement-lines.ts';
import { listStatements } from './statement/list-statements.ts';
import { readStatement } from './statement/read-statement.ts';
import { uploadStatement } from './statement/upload-statement.ts';

export const routes = [
  route(contract.readStatement, readStatement),
  route(contract.uploadStatement, uploadStatement),
  route(contract.listStatements, listStatements),
  route(contract.getReconciliation, getReconciliation),
  route(contract.reconcileAccount, reconcileAccount),
  route(contract.listStatementLines, listStatementLines),
  route(contract.listBookEntries, listBookEntries),
  route(contract.getLineMatch, getLineMatch),
  route(contract.matchLines, matchLines),
  route(contract.undoLineMatch, undoLineMatch),
  route(contract.listDiscrepancies, listDiscrepancies),
  route(contract.listDiscrepancyOwners, listDiscrepancyOwners),
  route(contract.assignDiscrepancy, assignDiscrepancy),
  route(contract.resolveDiscrepancy, resolveDiscrepancy),
];

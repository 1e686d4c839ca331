import type { PeopleAsked } from '@heyi/billing';
import type { EvidenceBound } from '@heyi/evidence';
import type { BasesWanted } from '@heyi/insurance';
import type { PayOrdersSettled } from '@heyi/payments';
import { batchListener, listener, type Transaction } from '@heyi/platform';
import { proposeBases } from './base-proposal/propose-bases.ts';
import { sourcesStand } from './calculation/verify-sources.ts';
import { followOrders } from './payment/settlement.store.ts';
import { openBillClaims } from './receivable/receivable.store.ts';
import { openRunIds } from './run/edit-run.ts';
import {
  followBoundEvidence,
  followUnboundEvidence,
} from './withholding-return/return-evidence.ts';
import { isLocked } from './run/payroll-run.ts';
import {
  loadRunForUpdate,
  type RunId,
  type VoidCause,
  voidResult,
} from './run/payroll-run.store.ts';

const payOrdersSettled = listener<{ type: 'pay_orders.settled'; payload: PayOrdersSettled }>({
  name: 'payroll.follow_pay_orders',
  type: 'pay_orders.settled',
  run: async (tx, { subjectKind, subjectId }) => {
    if (subjectKind !== 'payrollRun') return;
    const run = await loadRunForUpdate(tx, subjectId as RunId);
    if (run) await followOrders(tx, run);
  },
});

const evidenceBound = listener<{ type: string; payload: EvidenceBound }>({
  name: 'payroll.follow_bound_evidence',
  type: 'evidence.bound',
  run: followBoundEvidence,
});

const evidenceUnbound = listener<{ type: string; payload: EvidenceBound }>({
  name: 'payroll.follow_unbound_evidence',
  type: 'evidence.unbound',
  run: followUnboundEvidence,
});

const moving: Readonly<Record<string, VoidCause>> = {
  'person.changed': 'person',
  'employment.started': 'joiner',
  'employment.changed': 'employment',
  'employment.ended': 'leaver',
  'payee_account.changed': 'payeeAccount',
  'roster.imported': 'roster',
  'enrolments.begun': 'enrolments',
  'contribution_lines.recorded': 'contributions',
};

const basesWanted = listener<{ type: string; payload: BasesWanted }>({
  name: 'payroll.propose_bases',
  type: 'base_proposals.wanted',
  run: proposeBases,
});

const peopleAsked = listener<{ type: string; payload: PeopleAsked }>({
  name: 'payroll.open_bill_claims',
  type: 'client_bill.people_asked',
  run: openBillClaims,
});

/**
 * News of other modules: a result that no longer reads the same is void at once, and says what came
 * first. News that does not touch a run's people leaves it as it is.
 */
const voidsResults = batchListener<{ type: string; payload: unknown }>({
  name: 'payroll.void_moved_results',
  types: Object.keys(moving),
  run: (tx, [first]) => voidMovedResults(tx, moving[first!.type]!),
});

async function voidMovedResults(tx: Transaction, cause: VoidCause): Promise<void> {
  for (const runId of await openRunIds(tx, null)) {
    const run = await loadRunForUpdate(tx, runId);
    if (run?.calculationId && !isLocked(run.state) && !(await sourcesStand(tx, run))) {
      await voidResult(tx, run, { cause });
    }
  }
}

export const listeners = [
  evidenceBound,
  evidenceUnbound,
  payOrdersSettled,
  basesWanted,
  peopleAsked,
  voidsResults,
];

import {
  employerCostPermission,
  type Output,
  type payrollContract as contract,
} from '@heyi/contract';
import { assert, fen } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { type CalculationTotals, loadResult } from '../calculation/calculation.store.ts';
import { openFindings } from '../finding/finding.store.ts';
import { unreviewedSources } from '../input/run-input.store.ts';
import {
  actionsOf,
  isLocked,
  isPaymentBegun,
  type RunState,
  type Settlement,
} from './payroll-run.ts';
import { settlementOf } from '../payment/settlement.store.ts';
import { releaseCounts } from '../payslip/payslip-release.store.ts';
import { loadRun, type PayrollRun, runEntities, type RunId } from './payroll-run.store.ts';

type RunView = Output<typeof contract.getPayrollRun>;
type Step = RunView['steps'][number];

/** The run as its page shows it; null when the tenant has none of this id. */
export async function runView(tx: Transaction, id: RunId): Promise<RunView | null> {
  const run = await loadRun(tx, id);
  if (!run) return null;
  const result = run.calculationId === null ? null : await loadResult(tx, run.calculationId);
  const findings = await openFindings(tx, run);
  const unreviewed = await unreviewedSources(tx, id);
  const held = result === null ? 0 : await countHeld(tx, run);
  const settled = isPaymentBegun(run.state) ? await settlementOf(tx, run) : null;
  const failedPayments = settled?.failed ?? 0;
  const releases = isLocked(run.state) ? await releaseCounts(tx, id) : null;
  return {
    id,
    tenantId: tx.tenantId,
    kind: run.kind,
    title: run.title,
    originalRunId: run.originalRunId,
    wageMonth: run.wageMonth,
    payDate: run.payDate,
    taxPeriod: run.taxPeriod,
    contributionPeriod: run.contributionPeriod,
    entities: await shownEntities(tx, id),
    state: run.state,
    calculationVersion: run.calculationVersion,
    policyVersion: result?.policyPin ?? null,
    snapshotHash: result?.snapshotHash.toString('hex') ?? null,
    voidReason: run.voidCause && { cause: run.voidCause, note: run.voidNote },
    totals: result && totalsOf(tx, result, held),
    ...findings,
    failedPayments,
    preparedBy: run.preparedByName,
    approvedBy: run.approvedByName,
    approvalMode: run.approvalMode,
    jobId: await newestJob(tx, id),
    steps: stepsOf(run.state, {
      ...findings,
      unreviewed: unreviewed.length,
      failedPayments,
      arePayslipsReleased: releases?.notReleased === 0,
    }),
    can: { ...actionsOf(run.state), ...(settled && laterActions(settled, held)) },
    events: await eventsOf(tx, id),
    createdAt: run.createdAt,
  };
}

/** Whoever failed may be paid again, and whoever was released: offered where there is somebody. */
function laterActions({ failed, unpaid }: Settlement, held: number): Partial<RunView['can']> {
  return {
    ...(failed === 0 && { retryFailed: 'payroll_run.nobody_to_pay' }),
    ...(unpaid <= held && { payHeld: 'payroll_run.nobody_to_pay' }),
  };
}

/** Held by hand, or without an account and not released yet; a hold may come and go at any time. */
async function countHeld(tx: Transaction, run: PayrollRun): Promise<number> {
  const [row] = await tx.sql<{ held: number }>`
    select count(*)::int as held
      from payroll.payslip s
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.net > 0
       and case when h.employment_id is null then s.payee_account_hash is null
                else h.released_at is null end`;
  return row!.held;
}

function totalsOf(tx: Transaction, result: CalculationTotals, held: number): RunView['totals'] {
  const seesCost = may(tx, employerCostPermission);
  return {
    people: result.people,
    held,
    gross: fen(result.gross),
    ownContributions: fen(result.ownContributions),
    tax: fen(result.tax),
    net: fen(result.net),
    employerContributions: seesCost ? fen(result.employerContributions) : null,
    employerCost: seesCost ? fen(result.employerCost) : null,
  };
}

/** The view after a use case has changed the run. */
export async function changedRunView(tx: Transaction, id: RunId): Promise<RunView> {
  const view = await runView(tx, id);
  assert(view, 'the run is there');
  return view;
}

async function shownEntities(tx: Transaction, id: RunId): Promise<RunView['entities']> {
  const entities = await visibleEntities(tx);
  const rows = await runEntities(tx, id);
  return rows.map(({ legalEntityId, tenantId }) => ({
    id: legalEntityId,
    name: entities.get(legalEntityId)?.name ?? '',
    isProvider: tenantId === tx.houseId,
  }));
}

async function newestJob(tx: Transaction, id: RunId): Promise<RunView['jobId']> {
  const [row] = await tx.sql<{ jobId: RunView['jobId'] }>`
    select job_id as "jobId" from payroll.calculation
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${id}
     order by version desc
     limit 1`;
  return row?.jobId ?? null;
}

async function eventsOf(tx: Transaction, id: RunId): Promise<RunView['events']> {
  return tx.sql<RunView['events'][number]>`
    select at, actor_name as "actorName", action, state, cause, note
      from payroll.run_event
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and run_id = ${id}
     order by id desc
     limit 200`;
}

type Facts = {
  blockers: number;
  openWarnings: number;
  unreviewed: number;
  failedPayments: number;
  arePayslipsReleased: boolean;
};

const stepOfState: Readonly<Record<RunState, Step['step']>> = {
  draft: 'people',
  collecting: 'inputs',
  calculating: 'calculate',
  calculated: 'check',
  rejected: 'check',
  inReview: 'approve',
  approved: 'lock',
  locked: 'pay',
  awaitingFunds: 'pay',
  funded: 'pay',
  paying: 'pay',
  partiallyPaid: 'pay',
  paid: 'file',
  closed: 'close',
  cancelled: 'close',
};

const order: readonly Step['step'][] = [
  'people',
  'inputs',
  'calculate',
  'check',
  'compare',
  'approve',
  'lock',
  'pay',
  'file',
  'payslip',
  'close',
];

/** The stepper: what is done, where the run stands, and what asks for attention. */
function stepsOf(state: RunState, facts: Facts): Step[] {
  const current = order.indexOf(stepOfState[state]);
  const attention: Partial<Record<Step['step'], boolean>> = isLocked(state)
    ? { pay: state === 'partiallyPaid' || facts.failedPayments > 0 }
    : {
        inputs: facts.unreviewed > 0 && current > 1,
        check: facts.blockers > 0 || facts.openWarnings > 0,
        approve: state === 'rejected',
      };
  return order.map((step, index) => {
    if (attention[step]) return { step, state: 'attention' };
    if (state === 'closed' || index < current) return { step, state: 'done' };
    if (step === 'payslip' && facts.arePayslipsReleased) return { step, state: 'done' };
    return { step, state: index === current ? 'current' : 'waiting' };
  });
}

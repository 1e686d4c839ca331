import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Fen, fen, formatId, type Id, ok, sum } from '@heyi/kernel';
import { accountIdOf } from '@heyi/ledger';
import { findPayerAccounts, type LatestPayOrder, latestPayOrdersOf } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { countDiscrepanciesOfClient } from '@heyi/reconciliation';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun, type PayrollRun, runEntities } from '../run/payroll-run.store.ts';

type RunPayment = Output<typeof contract.getRunPayment>;
type Row = RunPayment['rows'][number];

/** What became of every payslip, by entity; and whether slips, orders and books agree. */
export async function getRunPayment(tx: Transaction, input: Input<typeof contract.getRunPayment>) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  const orders = await latestPayOrdersOf(tx, run.id);
  const slips = await payableSlips(tx, run);
  const rows = await entityRows(tx, run, slips, orders);
  const settledAts = [...orders.values()].flatMap(({ settledAt }) => settledAt ?? []).toSorted();
  return ok({
    rows,
    people: slips.length,
    paidPeople: total(rows, ({ succeeded }) => succeeded),
    amount: sum(rows.map(({ amount }) => amount)),
    paidAmount: sum(rows.map(({ paidAmount }) => paidAmount)),
    failedPeople: total(rows, ({ failed, returned }) => failed + returned),
    heldPeople: total(rows, ({ held }) => held),
    startedAt: run.payingSince,
    finishedAt: run.paidAt ?? settledAts.at(-1) ?? null,
    proof: await proofOf(tx, run, slips, orders),
    openDiscrepancies: await countDiscrepanciesOfClient(tx),
  });
}

function total(rows: readonly Row[], pick: (row: Row) => number): number {
  return rows.reduce((all, row) => all + pick(row), 0);
}

type Slip = { id: Id<'slp'>; legalEntityId: Id<'ent'>; net: Fen; isHeld: boolean };

async function payableSlips(tx: Transaction, run: PayrollRun): Promise<Slip[]> {
  return tx.sql<Slip>`
    select s.id, s.pay_entity_id as "legalEntityId", s.net, h.employment_id is not null as "isHeld"
      from payroll.payslip s
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.net > 0`;
}

async function entityRows(
  tx: Transaction,
  run: PayrollRun,
  slips: readonly Slip[],
  orders: ReadonlyMap<Id<'slp'>, LatestPayOrder>,
): Promise<Row[]> {
  const entities = await runEntities(tx, run.id);
  const names = await visibleEntities(tx);
  const accounts = await findPayerAccounts(
    tx,
    entities.flatMap(({ payerAccountId }) => payerAccountId ?? []),
  );
  const byEntity = Map.groupBy(slips, ({ legalEntityId }) => legalEntityId);
  return entities.map(({ legalEntityId, payerAccountId }) => {
    const own = byEntity.get(legalEntityId) ?? [];
    const stateOf = (slip: Slip) => orders.get(slip.id)?.state;
    const count = (...states: (string | undefined)[]) =>
      own.filter((slip) => states.includes(stateOf(slip))).length;
    const paid = own.filter((slip) => stateOf(slip) === 'succeeded');
    return {
      entityId: legalEntityId,
      entityName: names.get(legalEntityId)?.name ?? '',
      payerAccountId,
      payerAccountMasked: (payerAccountId && accounts.get(payerAccountId)?.accountMasked) ?? null,
      people: own.length,
      amount: sum(own.map(({ net }) => net)),
      queued: count('queued', 'held'),
      sent: count('sent'),
      succeeded: paid.length,
      failed: count('failed', 'cancelled'),
      returned: count('returned'),
      unknown: count('unknown', 'manual'),
      held: own.filter((slip) => slip.isHeld && stateOf(slip) === undefined).length,
      paidAmount: sum(paid.map(({ net }) => net)),
    };
  });
}

/** Net of all payslips; orders plus what is not ordered yet; what the books owed at the locking. */
async function proofOf(
  tx: Transaction,
  run: PayrollRun,
  slips: readonly Slip[],
  orders: ReadonlyMap<Id<'slp'>, LatestPayOrder>,
): Promise<RunPayment['proof']> {
  const payslips = sum(slips.map(({ net }) => net));
  const unordered = slips.filter(({ id }) => !orders.has(id));
  const payOrders = sum([
    ...[...orders.values()].map(({ amount }) => amount),
    ...unordered.map(({ net }) => net),
  ]);
  const entityIds = [...new Set(slips.map(({ legalEntityId }) => legalEntityId))];
  const accountIds = entityIds.map((legalEntityId) =>
    accountIdOf(tx.tenantId, { kind: 'wagesPayable', legalEntityId }),
  );
  const [row] = await tx.sql<{ ledger: number }>`
    select coalesce(-sum(e.amount), 0)::bigint as ledger
      from ledger.entry e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.account_id = any (${accountIds}::uuid[])
       and e.subject_id = ${formatId('run', run.id)}
       and e.kind in ('payroll_run.locked', 'reversal')`;
  const ledger = fen(row!.ledger);
  return { payslips, payOrders, ledger, agrees: payslips === payOrders && payOrders === ledger };
}

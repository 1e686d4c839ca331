import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { fail, type Fen, fen, formatId, type Id, ok, subtract, sum } from '@heyi/kernel';
import { liabilitiesOf, type Liability } from '@heyi/ledger';
import { latestPayOrdersOf } from '@heyi/payments';
import {
  type LegalEntities,
  type Registrations,
  visibleEntities,
  visibleRegistrations,
} from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { readPayments, shownPayment } from '../contribution-payment/contribution-payment.store.ts';
import { monthLiabilities } from '../contribution-payment/owed-contributions.ts';
import { isLocked } from '../run/payroll-run.ts';
import { loadRun, type PayrollRun, runEntities } from '../run/payroll-run.store.ts';

type Obligation = Output<typeof contract.getRunObligations>['rows'][number];
type Paid = Pick<Obligation, 'paid' | 'payments'>;

/**
 * What the run's month owes to people, bureau and agencies, as the books have it, against what was
 * paid. After the month is settled every line is zero, and the payables in the books are too.
 */
export async function getRunObligations(
  tx: Transaction,
  input: Input<typeof contract.getRunObligations>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  if (!isLocked(run.state)) return fail({ code: 'payroll_run.not_locked' as const });
  const ground = {
    entities: await visibleEntities(tx),
    registrations: await visibleRegistrations(tx),
  };
  const rows = [
    ...(await wageRows(tx, run, ground)),
    ...(await taxRows(tx, run, ground)),
    ...(await contributionRows(tx, run, ground)),
  ];
  const open = sum(rows.map((row) => row.open));
  return ok({
    rows,
    payable: sum(rows.map(({ payable }) => payable)),
    paid: sum(rows.map(({ paid }) => paid)),
    open,
    isSettled: rows.every((row) => row.open === 0),
  });
}

type Ground = { entities: LegalEntities; registrations: Registrations };

function rowOf(
  tx: Transaction,
  { entities, registrations }: Ground,
  owed: Pick<Liability, 'legalEntityId' | 'registrationId' | 'amount'>,
  settled: Pick<Obligation, 'kind' | 'period'> & Paid,
): Obligation {
  const { legalEntityId, registrationId, amount } = owed;
  const registration = registrationId === null ? undefined : registrations.get(registrationId);
  const entity = entities.get(legalEntityId);
  return {
    ...settled,
    entityId: legalEntityId,
    entityName: entity?.name ?? '',
    registrationId,
    registrationKind: registration?.kind ?? null,
    cityName: registration?.cityName ?? null,
    // Wages are always paid through us; the rest by whoever the entity belongs to.
    settledBy: settled.kind === 'wages' || entity?.tenantId === tx.houseId ? 'provider' : 'client',
    payable: amount,
    open: subtract(amount, settled.paid),
  };
}

/** Of this run alone: what is held, failed or came back is open. */
async function wageRows(tx: Transaction, run: PayrollRun, ground: Ground): Promise<Obligation[]> {
  const owed = await liabilitiesOf(tx, [formatId('run', run.id)]);
  const orders = await latestPayOrdersOf(tx, run.id);
  const slips = await tx.sql<{ id: Id<'slp'>; legalEntityId: Id<'ent'> }>`
    select id, pay_entity_id as "legalEntityId" from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId} and net > 0`;
  const paid = new Map<Id<'ent'>, number>();
  for (const { id, legalEntityId } of slips) {
    const order = orders.get(id);
    if (order?.state !== 'succeeded') continue;
    paid.set(legalEntityId, (paid.get(legalEntityId) ?? 0) + order.amount);
  }
  return owed
    .filter(({ kind }) => kind === 'wagesPayable')
    .map((one) =>
      rowOf(tx, ground, one, {
        kind: 'wages',
        period: run.wageMonth,
        paid: fen(paid.get(one.legalEntityId) ?? 0),
        payments: [],
      }),
    );
}

/** Of the tax period, for the entities of the run: one return declares all runs of the period. */
async function taxRows(tx: Transaction, run: PayrollRun, ground: Ground): Promise<Obligation[]> {
  const ids = new Set((await runEntities(tx, run.id)).map((entity) => entity.legalEntityId));
  const owed = await monthLiabilities(tx, { taxPeriod: run.taxPeriod });
  const payments = await tx.sql<{ legalEntityId: Id<'ent'>; paid: Fen }>`
    select legal_entity_id as "legalEntityId", sum(amount)::bigint as paid
      from payroll.tax_payment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and tax_period = ${run.taxPeriod} and revoked_at is null
     group by 1`;
  const paid = new Map(payments.map((payment) => [payment.legalEntityId, payment.paid]));
  return owed
    .filter(({ kind, legalEntityId }) => kind === 'taxPayable' && ids.has(legalEntityId))
    .map((one) =>
      rowOf(tx, ground, one, {
        kind: 'tax',
        period: run.taxPeriod,
        paid: paid.get(one.legalEntityId) ?? fen(0),
        payments: [],
      }),
    );
}

/** Of the contribution month, registration by registration. */
async function contributionRows(
  tx: Transaction,
  run: PayrollRun,
  ground: Ground,
): Promise<Obligation[]> {
  const { contributionPeriod } = run;
  if (contributionPeriod === null) return [];
  const owed = (await monthLiabilities(tx, { contributionPeriod })).filter(
    ({ kind }) => kind === 'contributionsPayable',
  );
  const payments = await readPayments(tx, { contributionPeriod });
  return owed.map((one) => {
    const own = payments.filter((payment) => payment.registrationId === one.registrationId);
    const standing = own.filter(({ revokedAt }) => revokedAt === null);
    return rowOf(tx, ground, one, {
      kind: 'contributions',
      period: contributionPeriod,
      paid: sum(standing.map(({ amount }) => amount)),
      payments: own.map(shownPayment),
    });
  });
}

import { fen, formatId, type Id, subtract, sum } from '@heyi/kernel';
import {
  type Journal,
  type JournalLine,
  postJournals,
  standingReferences,
  transferLines,
} from '@heyi/ledger';
import { type Registrations, visibleRegistrations } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { EntityId, PayrollRun } from '../run/payroll-run.store.ts';
import {
  billedDues,
  type ContributionDue,
  type EstimateShare,
  slipShares,
  trueUpDues,
} from './contribution-due.store.ts';

type EntitySums = {
  readonly legalEntityId: EntityId;
  readonly net: number;
  readonly tax: number;
  readonly contributions: number;
};

/**
 * What the entities owe from the locking on: net pay to the people, tax to the bureau, contributions
 * of both parties to the agencies, by registration; against it the client owes us, less what people
 * owe themselves. `estimated` are the members whose month no line of insurance bears.
 */
export async function bookLockedRun(
  tx: Transaction,
  run: PayrollRun,
  lock: { readonly number: number; readonly estimated: readonly EstimateShare[] },
): Promise<void> {
  const sums = await sumsByEntity(tx, run);
  const owing = await owingPeople(tx, run);
  const dues =
    run.contributionPeriod === null
      ? []
      : [...(await billedDues(tx, run)), ...lock.estimated, ...(await trueUpDues(tx, run))];
  const registrations = await visibleRegistrations(tx);
  await postJournals(
    tx,
    sums.flatMap((entity) => {
      const { legalEntityId } = entity;
      const lines = [
        ...linesOf(
          entity,
          owing.filter((one) => one.legalEntityId === legalEntityId),
        ),
        ...contributionLines(
          entity,
          dues.filter(({ payEntityId }) => payEntityId === legalEntityId),
          registrations,
        ),
      ];
      if (lines.length === 0) return [];
      return [
        {
          kind: 'payroll_run.locked',
          reference: `payroll_run.locked/${formatId('run', run.id)}/${formatId('ent', legalEntityId)}/${lock.number}`,
          subjectId: formatId('run', run.id),
          occurredOn: tx.today,
          lines,
        } satisfies Journal,
      ];
    }),
  );
}

/** Who is estimated by the calculation itself; asked once, for the books and for the estimate. */
export async function estimatedShares(tx: Transaction, run: PayrollRun): Promise<EstimateShare[]> {
  return run.contributionPeriod === null ? [] : slipShares(tx, run);
}

/** The journals of the run's locking that stand. */
export function bookedJournals(tx: Transaction, run: PayrollRun): Promise<string[]> {
  return standingReferences(tx, {
    subjectId: formatId('run', run.id),
    kind: 'payroll_run.locked',
  });
}

type Owing = { legalEntityId: EntityId; personId: Id<'per'>; amount: number };

function linesOf(entity: EntitySums, owing: readonly Owing[]): JournalLine[] {
  const { legalEntityId } = entity;
  const credits: JournalLine[] = [
    { account: { kind: 'wagesPayable', legalEntityId }, amount: fen(-entity.net) },
    { account: { kind: 'taxPayable', legalEntityId }, amount: fen(-entity.tax) },
  ];
  const people = owing.map(({ personId, amount }): JournalLine => ({
    account: { kind: 'personalReceivable', legalEntityId, personId },
    amount: fen(amount),
  }));
  const booked = sum([...credits, ...people].map(({ amount }) => amount));
  const due: JournalLine = {
    account: { kind: 'clientDue', legalEntityId },
    amount: subtract(fen(0), booked),
  };
  return [due, ...people, ...credits].filter(({ amount }) => amount !== 0);
}

/**
 * Owed by the holder of the registration, who need not be the pay entity. What no registration could
 * be found for stays with the pay entity, so that the books always have what the payslips say.
 */
function contributionLines(
  { legalEntityId, contributions }: EntitySums,
  dues: readonly ContributionDue[],
  registrations: Registrations,
): JournalLine[] {
  const byRegistration = Map.groupBy(dues, ({ registrationId }) => registrationId);
  const lines: JournalLine[] = [];
  let rest = contributions;
  for (const [registrationId, group] of byRegistration) {
    const holder = registrations.get(registrationId)?.legalEntityId;
    if (holder === undefined) continue;
    const amount = group.reduce((all, due) => all + due.amount, 0);
    rest -= amount;
    lines.push(...owedLines({ legalEntityId: holder, registrationId }, amount));
  }
  return [...lines, ...owedLines({ legalEntityId }, rest)];
}

function owedLines(
  holder: { legalEntityId: EntityId; registrationId?: ContributionDue['registrationId'] },
  amount: number,
): JournalLine[] {
  if (amount === 0) return [];
  return transferLines(
    { kind: 'clientDue', legalEntityId: holder.legalEntityId },
    { kind: 'contributionsPayable', ...holder },
    fen(amount),
  );
}

async function sumsByEntity(tx: Transaction, run: PayrollRun): Promise<EntitySums[]> {
  return tx.sql<EntitySums>`
    select pay_entity_id as "legalEntityId", sum(net)::bigint as net,
           sum(tax + bonus_tax)::bigint as tax,
           sum(own_pension + own_medical + own_unemployment + own_housing_fund + own_adjustment
               + employer_insurance + employer_housing_fund + employer_adjustment)::bigint
             as contributions
      from payroll.payslip
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and calculation_id = ${run.calculationId}
     group by 1
     order by 1`;
}

/** By person: a new debt is positive, what was recovered from an older one negative. */
async function owingPeople(tx: Transaction, run: PayrollRun): Promise<Owing[]> {
  return tx.sql<Owing>`
    select s.pay_entity_id as "legalEntityId", e.person_id as "personId",
           sum(s.receivable - s.recovered)::bigint as amount
      from payroll.payslip s
      join people.payable_employment e
        on e.shard_key = s.shard_key and e.tenant_id = s.tenant_id
       and e.employment_id = s.employment_id
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId} and s.receivable <> s.recovered
     group by 1, 2
     order by 1, 2`;
}

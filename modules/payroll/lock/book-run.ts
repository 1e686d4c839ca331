import { fen, formatId, type Id, subtract, sum } from '@heyi/kernel';
import { type Journal, type JournalLine, postJournals, reverseJournal } from '@heyi/ledger';
import type { Transaction } from '@heyi/platform';
import type { EntityId, PayrollRun } from '../run/payroll-run.store.ts';

type EntitySums = {
  legalEntityId: EntityId;
  net: number;
  tax: number;
  contributions: number;
  receivable: number;
  recovered: number;
};

/**
 * What the entities owe from the locking on: net pay to the people, tax to the bureau, contributions
 * of both parties to the agencies; against it the client owes us, less what people owe themselves.
 */
export async function bookLockedRun(
  tx: Transaction,
  run: PayrollRun,
  lockNumber: number,
): Promise<void> {
  const sums = await sumsByEntity(tx, run);
  const owing = await owingPeople(tx, run);
  await postJournals(
    tx,
    sums.flatMap((entity) => {
      const lines = linesOf(
        entity,
        owing.filter(({ legalEntityId }) => legalEntityId === entity.legalEntityId),
      );
      if (lines.length < 2) return [];
      return [
        {
          kind: 'payroll_run.locked',
          reference: referenceOf(run, entity.legalEntityId, lockNumber),
          subjectId: formatId('run', run.id),
          occurredOn: tx.today,
          lines,
        } satisfies Journal,
      ];
    }),
  );
}

export async function unbookRun(tx: Transaction, run: PayrollRun): Promise<void> {
  for (const entity of await sumsByEntity(tx, run)) {
    if (linesOf(entity, []).length < 2) continue;
    const reference = referenceOf(run, entity.legalEntityId, run.lockCount);
    await reverseJournal(tx, { reference, occurredOn: tx.today });
  }
}

function referenceOf(run: PayrollRun, legalEntityId: EntityId, lockNumber: number): string {
  return `payroll_run.locked/${formatId('run', run.id)}/${formatId('ent', legalEntityId)}/${lockNumber}`;
}

type Owing = { legalEntityId: EntityId; personId: Id<'per'>; amount: number };

function linesOf(entity: EntitySums, owing: readonly Owing[]): JournalLine[] {
  const { legalEntityId } = entity;
  const credits: JournalLine[] = [
    { account: { kind: 'wagesPayable', legalEntityId }, amount: fen(-entity.net) },
    { account: { kind: 'taxPayable', legalEntityId }, amount: fen(-entity.tax) },
    {
      account: { kind: 'contributionsPayable', legalEntityId },
      amount: fen(-entity.contributions),
    },
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

async function sumsByEntity(tx: Transaction, run: PayrollRun): Promise<EntitySums[]> {
  return tx.sql<EntitySums>`
    select pay_entity_id as "legalEntityId", sum(net)::bigint as net,
           sum(tax + bonus_tax)::bigint as tax,
           sum(own_pension + own_medical + own_unemployment + own_housing_fund + own_adjustment
               + employer_insurance + employer_housing_fund + employer_adjustment)::bigint
             as contributions,
           sum(receivable)::bigint as receivable, sum(recovered)::bigint as recovered
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

import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, formatId, type Id, newId, ok } from '@heyi/kernel';
import { postJournals, transferLines } from '@heyi/ledger';
import { publish, type Transaction } from '@heyi/platform';
import { readReceivables, type ReceivableId } from './receivable.store.ts';

type Locked = {
  open: number;
  legalEntityId: Id<'ent'>;
  personId: Id<'per'>;
  employmentId: Id<'emp'>;
  clientBillId: Id<'cbl'> | null;
};

/**
 * The person has paid back, or the employer gives the claim up. Either way the client stands for it
 * from now on: money that came back went to the client, and a waiver is the client's cost.
 */
export async function settleReceivable(
  tx: Transaction,
  input: Input<typeof contract.settleReceivable>,
) {
  const { receivableId, how, amount } = input;
  const locked = await lockReceivable(tx, receivableId);
  if (!locked) return fail({ code: 'receivable.not_found' as const });
  if (locked.open === 0) return fail({ code: 'receivable.not_open' as const });
  if (amount > locked.open) return fail({ code: 'receivable.amount_beyond_open' as const });
  const movementId = newId();
  await tx.sql`
    update payroll.personal_receivable
       set recovered = recovered + ${how === 'paidBack' ? amount : 0},
           waived = waived + ${how === 'waived' ? amount : 0}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${receivableId}`;
  await tx.sql`
    insert into payroll.receivable_movement (shard_key, tenant_id, id, receivable_id, how, amount,
                                             reason, actor_name, at)
    values (${tx.shardKey}, ${tx.tenantId}, ${movementId}, ${receivableId}, ${how}, ${amount},
            ${input.reason}, ${tx.actor.name}, ${tx.now})`;
  const { legalEntityId, personId, employmentId, clientBillId } = locked;
  await postJournals(tx, [
    {
      kind: 'personal_receivable.settled',
      reference: `personal_receivable.settled/${formatId('rcv', receivableId)}/${movementId}`,
      subjectId: formatId('rcv', receivableId),
      occurredOn: tx.today,
      lines: transferLines(
        { kind: 'clientDue', legalEntityId },
        { kind: 'personalReceivable', legalEntityId, personId },
        amount,
      ),
    },
  ]);
  await publish(tx, {
    type: 'personal_receivable.settled',
    payload: { receivableId, movementId, clientBillId, employmentId, legalEntityId, amount },
  });
  const [view] = await readReceivables(tx, {
    id: receivableId,
    state: null,
    after: null,
    limit: 1,
  });
  return ok(view!);
}

async function lockReceivable(tx: Transaction, id: ReceivableId): Promise<Locked | null> {
  const [row] = await tx.sql<Locked>`
    select amount - recovered - waived as open, legal_entity_id as "legalEntityId",
           person_id as "personId", employment_id as "employmentId",
           client_bill_id as "clientBillId"
      from payroll.personal_receivable
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and voided_at is null
       for update`;
  return row ?? null;
}

import type { Fen, Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { AccountKind } from './account.ts';

export type LiabilityKind = Extract<
  AccountKind,
  'wagesPayable' | 'taxPayable' | 'contributionsPayable'
>;

/** What subjects have made an entity owe, and to which registration; a reversal takes it back. */
export type Liability = {
  readonly kind: LiabilityKind;
  readonly legalEntityId: Id<'ent'>;
  readonly registrationId: Id<'reg'> | null;
  readonly amount: Fen;
};

/** What the lockings of the subjects booked as owed, in fen; what was paid of it is not taken off. */
export async function liabilitiesOf(
  tx: Transaction,
  subjectIds: readonly string[],
): Promise<Liability[]> {
  return tx.sql<Liability>`
    select a.kind, a.legal_entity_id as "legalEntityId", a.registration_id as "registrationId",
           -sum(e.amount)::bigint as amount
      from ledger.entry e
      join ledger.account a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.id = e.account_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.subject_id = any(${subjectIds}::text[]) and e.kind in ('payroll_run.locked', 'reversal')
       and a.kind in ('wagesPayable', 'taxPayable', 'contributionsPayable')
     group by 1, 2, 3
    having sum(e.amount) <> 0
     order by 1, 2, 3`;
}

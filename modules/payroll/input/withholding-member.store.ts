import { type Id, lastDayOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type PayrollRun, type RunEntity, runEntities } from '../run/payroll-run.store.ts';
import type { EmploymentId } from '../run/people.store.ts';

/** An employment of a run with the entity that withholds its tax. */
export type WithholdingMember = {
  readonly employmentId: EmploymentId;
  readonly documentHash: Buffer;
  readonly entity: RunEntity;
};

/** Those of the employments that an entity of the run pays. */
export async function withholdingMembers(
  tx: Transaction,
  run: PayrollRun,
  employmentIds: readonly EmploymentId[],
): Promise<Map<EmploymentId, WithholdingMember>> {
  const entities = new Map(
    (await runEntities(tx, run.id)).map((entity) => [entity.legalEntityId, entity]),
  );
  const rows = await tx.sql<{
    employmentId: EmploymentId;
    documentHash: Buffer;
    payEntityId: Id<'ent'>;
  }>`
    select employment_id as "employmentId", document_hash as "documentHash",
           pay_entity_id as "payEntityId"
      from people.payable_employment_term
     where terms_from <= ${lastDayOf(run.wageMonth)}::date
       and (terms_to is null or terms_to >= ${lastDayOf(run.wageMonth)}::date)
       and shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${employmentIds}::uuid[])
       and pay_entity_id = any (${[...entities.keys()]}::uuid[])`;
  return new Map(
    rows.map(({ employmentId, documentHash, payEntityId }) => [
      employmentId,
      { employmentId, documentHash, entity: entities.get(payEntityId)! },
    ]),
  );
}

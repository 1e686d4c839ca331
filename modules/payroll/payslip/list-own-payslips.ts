import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { EntityId } from '../run/payroll-run.store.ts';

type Row = Output<typeof contract.listOwnPayslips>['rows'][number];

/** Payslips that the actor's own person may see now, newest first. */
export async function listOwnPayslips(
  tx: Transaction,
  input: Input<typeof contract.listOwnPayslips>,
) {
  const limit = input.limit ?? 24;
  const rows = await tx.sql<Omit<Row, 'entityName'> & { entityId: EntityId }>`
    select p.id, p.wage_month as "wageMonth", p.pay_date as "payDate", n.title,
           p.pay_entity_id as "entityId", p.net, r.read_at as "readAt",
           r.confirmed_at as "confirmedAt"
      from payroll.payslip_release r
      join payroll.locked_payslip p
        on p.shard_key = r.shard_key and p.tenant_id = r.tenant_id and p.id = r.payslip_id
      join payroll.run n
        on n.shard_key = p.shard_key and n.tenant_id = p.tenant_id and n.id = p.run_id
      join people.payable_employment e
        on e.shard_key = p.shard_key and e.tenant_id = p.tenant_id
       and e.employment_id = p.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
       and e.person_id = ${tx.actor.personId} and r.withdrawn_at is null
       and r.releases_at <= ${tx.now}
       and (${input.after ?? null}::text is null
            or concat_ws(' ', p.pay_date, p.id) < ${input.after ?? ''})
     order by concat_ws(' ', p.pay_date, p.id) desc
     limit ${limit + 1}`;
  const entities = await visibleEntities(tx);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1)! : null;
  return ok({
    rows: shown.map(({ entityId, ...row }) => ({
      ...row,
      entityName: entities.get(entityId)?.name ?? '',
    })),
    next: last && `${last.payDate} ${last.id}`,
  });
}

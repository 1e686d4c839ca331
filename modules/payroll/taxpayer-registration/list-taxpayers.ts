import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { type EntityId, withholdingEntity } from './withholding-entity.ts';

type Row = Output<typeof contract.listTaxpayers>['rows'][number];

/** Who the entity has to report and has reported, by name; the counts are of everybody. */
export async function listTaxpayers(tx: Transaction, input: Input<typeof contract.listTaxpayers>) {
  const entity = await withholdingEntity(tx, input.entityId);
  if (!entity.ok) return entity;
  const limit = input.limit ?? 100;
  const [afterName, afterId] = (input.after ?? ' ').split(' ');
  const rows = await tx.sql<Row & { cursor: string }>`
    select * from (
      select t.id, r.person_name as "personName", t.document_kind as "documentKind",
             t.document_masked as "documentMasked", r.employee_no as "employeeNo", r.state,
             r.identity, r.missing, r.employed_from as "employedFrom", r.left_on as "leftOn",
             r.failure, r.reported_at as "reportedAt",
             case when r.reported_key_hash is null then 'joiner'
                  when r.reported_key_hash <> r.key_hash then 'keyField'
                  when r.is_leaver and not r.is_leaver_reported then 'leaver'
                  when r.reported_hash <> r.facts_hash then 'changed' end as change,
             encode(convert_to(r.person_name, 'UTF8'), 'hex') as cursor
        from payroll.taxpayer_registration r
        join payroll.taxpayer t
          on t.shard_key = r.shard_key and t.tenant_id = r.tenant_id and t.id = r.taxpayer_id
       where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId}
         and r.legal_entity_id = ${input.entityId}) p
     where (${input.state ?? null}::text is null or p.state = ${input.state ?? null})
       and (${input.identity ?? null}::text is null or p.identity = ${input.identity ?? null})
       and (${input.change ?? null}::text is null or p.change = ${input.change ?? null})
       and (${input.search ?? null}::text is null
            or position(${input.search ?? ''} in p."personName") > 0
            or p."employeeNo" = ${input.search ?? ''})
       and (${input.after ?? null}::text is null
            or (p.cursor, p.id::text) > (${afterName ?? ''}, ${afterId ?? ''}))
     order by p.cursor, p.id::text
     limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1)! : null;
  const counts = await registrationCounts(tx, input.entityId);
  const { people, toReport, reporting, reported, failed, identityRefused, incomplete } = counts;
  return ok({
    rows: shown.map(({ cursor: _, ...row }) => row),
    next: last && `${last.cursor} ${last.id}`,
    counts: { people, toReport, reporting, reported, failed, identityRefused, incomplete },
  });
}

export async function registrationCounts(tx: Transaction, entityId: EntityId) {
  const [counts] = await tx.sql<{
    people: number;
    toReport: number;
    reporting: number;
    reported: number;
    failed: number;
    identityRefused: number;
    incomplete: number;
    joiners: number;
    leavers: number;
    changed: number;
    keyField: number;
  }>`
    select count(*)::int as people,
           count(*) filter (where state = 'toReport')::int as "toReport",
           count(*) filter (where state = 'reporting')::int as reporting,
           count(*) filter (where state = 'reported')::int as reported,
           count(*) filter (where state = 'failed')::int as failed,
           count(*) filter (where identity = 'refused')::int as "identityRefused",
           count(*) filter (where missing <> '{}')::int as incomplete,
           count(*) filter (where reported_key_hash is null)::int as joiners,
           count(*) filter (where reported_key_hash = key_hash and is_leaver
                              and not is_leaver_reported)::int as leavers,
           count(*) filter (where reported_key_hash = key_hash and reported_hash <> facts_hash
                              and not (is_leaver and not is_leaver_reported))::int as changed,
           count(*) filter (where reported_key_hash <> key_hash)::int as "keyField"
      from payroll.taxpayer_registration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${entityId}`;
  return counts!;
}

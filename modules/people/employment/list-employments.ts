import type { Input, Output, peopleContract as contract } from '@heyi/contract';
import { isUuid, ok, type PlainDate, periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { visibleEntities } from '../legal-entity/legal-entity.store.ts';

type RosterRow = Output<typeof contract.listEmployments>['rows'][number];
type Row = Omit<RosterRow, 'contractEntityName' | 'payTaxEntityName' | 'insuranceEntityName'>;
type Headcount = { joining: number; active: number; left: number };

const rowsDefault = 100;

/** The roster (花名册) as of a day, in the order people were entered. */
export async function listEmployments(
  tx: Transaction,
  input: Input<typeof contract.listEmployments>,
) {
  const asOf = input.asOf ?? tx.today;
  const limit = input.limit ?? rowsDefault;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const rows = await readRoster(tx, input, { asOf, after, limit: limit + 1 });
  const entities = await visibleEntities(tx);
  const nameOf = (id: RosterRow['payTaxEntityId']) => (id && entities.get(id)?.name) || null;
  const shown = rows.slice(0, limit).map((row) => ({
    ...row,
    contractEntityName: nameOf(row.contractEntityId) ?? '',
    payTaxEntityName: nameOf(row.payTaxEntityId),
    insuranceEntityName: nameOf(row.insuranceEntityId),
  }));
  const next = rows.length > limit ? shown.at(-1)!.id : null;
  const headcount = after === null ? await headcountOn(tx, asOf) : null;
  return ok({ rows: shown, next, headcount });
}

async function readRoster(
  tx: Transaction,
  input: Input<typeof contract.listEmployments>,
  at: { asOf: PlainDate; after: string | null; limit: number },
): Promise<Row[]> {
  const { asOf, after, limit } = at;
  const search = input.search ? input.search.replace(/[\\%_]/g, '\\$&') : null;
  const [entityId, cityCode] = [input.entityId ?? null, input.cityCode ?? null];
  const state = input.state ?? null;
  return tx.sql<Row>`
    select e.id, e.person_id as "personId", p.name, p.document_kind as "documentKind",
           p.document_masked as "documentMasked", e.employee_no as "employeeNumber",
           e.starts_on as "startsOn", e.ends_on as "endsOn", s.state, t.form,
           e.contract_entity_id as "contractEntityId", t.pay_entity_id as "payTaxEntityId",
           t.insurance_entity_id as "insuranceEntityId", t.department,
           t.cost_centre as "costCentre", t.position, t.work_city_code as "workCityCode",
           t.host_entity_id as "hostEntityId", a.account_masked as "accountMasked",
           array(select n.kind from people.enrolment n
                  where n.shard_key = e.shard_key and n.tenant_id = e.tenant_id
                    and n.employment_id = e.id and n.start_period <= ${periodOf(asOf)}
                    and (n.stop_period is null or n.stop_period >= ${periodOf(asOf)})
                  order by n.kind) as "insuredIn"
      from people.employment e
     cross join lateral (
           select case when e.starts_on > ${asOf}::date then 'joining'
                       when e.ends_on < ${asOf}::date then 'left'
                       else 'active' end as state,
                  least(greatest(${asOf}::date, e.starts_on), e.ends_on) as day) s
      join people.employment_term t
        on t.shard_key = e.shard_key and t.tenant_id = e.tenant_id and t.employment_id = e.id
       and t.applies_from <= s.day and (t.applies_to is null or t.applies_to >= s.day)
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
      left join people.payee_account a
        on a.shard_key = e.shard_key and a.tenant_id = e.tenant_id and a.person_id = e.person_id
       and a.ended_at is null
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and (${after}::uuid is null or e.id > ${after})
       and (${search}::text is null or p.name like '%' || ${search} || '%'
            or e.employee_no ilike ${search} || '%')
       and (${entityId}::uuid is null or e.contract_entity_id = ${entityId}
            or t.pay_entity_id = ${entityId} or t.insurance_entity_id = ${entityId})
       and (${cityCode}::text is null or t.work_city_code = ${cityCode})
       and (${state}::text is null or s.state = ${state})
     order by e.id
     limit ${limit}`;
}

async function headcountOn(tx: Transaction, day: PlainDate): Promise<Headcount> {
  const [count] = await tx.sql<Headcount>`
    select count(*) filter (where starts_on > ${day}::date)::int as joining,
           count(*) filter (where starts_on <= ${day}::date
                              and (ends_on is null or ends_on >= ${day}::date))::int as active,
           count(*) filter (where ends_on < ${day}::date)::int as left
      from people.employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return count!;
}

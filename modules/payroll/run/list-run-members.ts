import {
  employerCostPermission,
  type Input,
  type Output,
  type payrollContract as contract,
} from '@heyi/contract';
import { fail, firstDayOf, type Id, isUuid, lastDayOf, ok } from '@heyi/kernel';
import { type LatestPayOrder, latestPayOrdersOf } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import { may, type Transaction } from '@heyi/platform';
import { isPaymentBegun } from './payroll-run.ts';
import { loadRun, type PayrollRun, runEntities } from './payroll-run.store.ts';

type Row = Output<typeof contract.listRunMembers>['rows'][number];
type Filter = Input<typeof contract.listRunMembers>['filter'];
type Read = Omit<Row, 'entityName' | 'payState' | 'payFailure' | 'hold'> & {
  holdReason: string | null;
};

/** The people of a run: by the rule of its kind before the calculation, by their payslips after it. */
export async function listRunMembers(
  tx: Transaction,
  input: Input<typeof contract.listRunMembers>,
) {
  const run = await loadRun(tx, input.runId);
  if (!run) return fail({ code: 'payroll_run.not_found' as const });
  const limit = input.limit ?? 50;
  const orders = isPaymentBegun(run.state) ? await latestPayOrdersOf(tx, run.id) : new Map();
  const unpaid = input.filter === 'unpaid' ? unpaidSlips(orders) : null;
  const rows = await readMembers(tx, run, { ...input, limit: limit + 1, settled: unpaid });
  const entities = await visibleEntities(tx);
  const seesCost = may(tx, employerCostPermission);
  const shown = rows.slice(0, limit).map(({ holdReason, ...row }): Row => {
    const order = row.payslipId === null ? undefined : orders.get(row.payslipId);
    return {
      ...row,
      employerCost: seesCost ? row.employerCost : null,
      hold: holdReason === null ? null : { reason: holdReason },
      entityName: entities.get(row.entityId)?.name ?? '',
      payState: payStateOf(row.net, holdReason !== null, order),
      payFailure: order ? (order.text ?? order.code) : null,
    };
  });
  return ok({ rows: shown, next: rows.length > limit ? shown.at(-1)!.employmentId : null });
}

function unpaidSlips(orders: ReadonlyMap<Id<'slp'>, LatestPayOrder>): Id<'slp'>[] {
  return [...orders.values()]
    .filter(({ state }) => state === 'succeeded')
    .map((order) => order.subjectId);
}

export function payStateOf(
  net: number | null,
  isHeld: boolean,
  order: LatestPayOrder | undefined,
): Row['payState'] {
  if (order) {
    if (order.state === 'succeeded') return 'paid';
    if (order.state === 'failed' || order.state === 'returned') return order.state;
    return 'paying';
  }
  if (isHeld) return 'held';
  return net === 0 ? 'nothingToPay' : 'notPaid';
}

/** A left join by null ends the coordinator of a cluster; by what nobody has, it finds nothing too. */
const noUuid = '00000000-0000-0000-0000-000000000000';

type Wanted = {
  filter?: Filter | undefined;
  search?: string | undefined;
  entityId?: Id<'ent'> | undefined;
  after?: string | undefined;
  limit: number;
  /** Payslips that are paid: left out. */
  settled: readonly Id<'slp'>[] | null;
};

async function readMembers(tx: Transaction, run: PayrollRun, wanted: Wanted): Promise<Read[]> {
  const filter = wanted.filter ?? 'all';
  const after = wanted.after !== undefined && isUuid(wanted.after) ? wanted.after : null;
  const [first, last] = [firstDayOf(run.wageMonth), lastDayOf(run.wageMonth)];
  const entityIds = (await runEntities(tx, run.id)).map(({ legalEntityId }) => legalEntityId);
  const search = wanted.search ? `%${wanted.search}%` : null;
  return tx.sql<Read>`
    select m.*
      from (select e.employment_id as "employmentId", e.person_id as "personId", s.id as "payslipId",
                   e.person_name as "personName", e.employee_no as "employeeNo",
                   e.document_masked as "documentMasked", e.department,
                   e.cost_centre as "costCentre", e.pay_entity_id as "entityId",
                   e.work_city_code as "workCityCode",
                   case when e.ends_on < ${first} then 'afterLeaving'
                        when e.ends_on <= ${last} then 'leaver'
                        when e.starts_on >= ${first} then 'joiner' else 'stays' end as presence,
                   coalesce(p.place, 'automatic') as place, h.reason as "holdReason", s.gross,
                   s.own_pension + s.own_medical + s.own_unemployment + s.own_housing_fund
                     + s.own_adjustment as "ownContributions",
                   s.tax + s.bonus_tax as tax, s.net,
                   s.gross + s.employer_insurance + s.employer_housing_fund + s.employer_adjustment
                     as "employerCost",
                   coalesce(s.flags & 8 <> 0, false) as "contributionsEstimated",
                   e.payee_account_hash is null as without_account
              from people.payable_employment_term e
              left join payroll.payslip s
                on s.shard_key = e.shard_key and s.tenant_id = e.tenant_id
               and s.calculation_id = coalesce(${run.calculationId}::uuid, ${noUuid})
               and s.employment_id = e.employment_id
              left join payroll.member_place p
                on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.run_id = ${run.id}
               and p.employment_id = e.employment_id
              left join payroll.member_hold h
                on h.shard_key = e.shard_key and h.tenant_id = e.tenant_id and h.run_id = ${run.id}
               and h.employment_id = e.employment_id and h.released_at is null
             where e.terms_from <= ${last}::date
               and (e.terms_to is null or e.terms_to >= ${last}::date)
               and e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
               and e.pay_entity_id = any (${entityIds}::uuid[])
               and (s.id is not null or p.place is not null
                    or (${run.calculationId}::uuid is null and ${run.kind === 'regular'}
                        and (e.ends_on is null or e.ends_on >= ${first}))
                    or (${run.calculationId}::uuid is null and exists (
                          select from payroll.one_off_item o
                           where o.shard_key = e.shard_key and o.tenant_id = e.tenant_id
                             and o.run_id = ${run.id} and o.employment_id = e.employment_id)))) m
     where (${after}::uuid is null or m."employmentId" > ${after})
       and (${wanted.entityId ?? null}::uuid is null or m."entityId" = ${wanted.entityId ?? null})
       and (${search}::text is null or m."personName" like ${search} or m."employeeNo" like ${search})
       and case ${filter}
             when 'joiner' then m.presence = 'joiner'
             when 'leaver' then m.presence in ('leaver', 'afterLeaving')
             when 'held' then m."holdReason" is not null
             when 'skipped' then m.place = 'skipped'
             when 'zeroNet' then m.net = 0
             when 'noAccount' then m.without_account
             when 'estimated' then m."contributionsEstimated"
             when 'unpaid' then m.net > 0 and not (m."payslipId" = any (${wanted.settled ?? []}::uuid[]))
             else true end
     order by m."employmentId"
     limit ${wanted.limit}`;
}

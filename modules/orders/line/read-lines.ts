import type { Input, ordersContract as contract } from '@heyi/contract';
import { isUuid, parsePlainDate, type PlainDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import { currentPolicy, workdaysBetween } from '@heyi/statutory';
import { soonUntil } from './due.ts';
import type { LineId, LineView } from './line.ts';
import { usualPaper } from './usual-paper.ts';

type Filter = Omit<Input<typeof contract.listOrderLines>, 'after' | 'limit'>;

export type LinesWanted = Filter & {
  readonly ids?: readonly LineId[];
  readonly tenantId?: TenantId;
};

type Row = Omit<LineView, 'workdaysLeft' | 'usualPaper'>;

export type LineCount = {
  readonly clientId: TenantId;
  readonly count: number;
  readonly dueOn: PlainDate | null;
};

const never = '9999-12-31';

/** Where a page begins: after a cut-off and an id. */
export type LineCursor = { readonly day: PlainDate | null; readonly id: string | null };

export function cursorOf(after: string | undefined): LineCursor {
  const [day = '', id = ''] = (after ?? '').split(' ');
  const parsed = parsePlainDate(day);
  return parsed !== null && isUuid(id) ? { day: parsed, id } : { day: null, id: null };
}

export function cursorAfter(row: LineView): string {
  return `${row.officialCutoff ?? never} ${row.id}`;
}

/** Lines that the transaction sees, the soonest cut-off first, unknown ones last. */
export async function readLines(
  tx: Transaction,
  wanted: LinesWanted,
  page: LineCursor & { readonly limit: number },
): Promise<LineView[]> {
  const w = parametersOf(tx, wanted);
  const rows = await tx.sql<Row>`
    with supplier as materialized (
      select id, short_name from orders.supplier
       where shard_key = ${tx.houseShardKey} and tenant_id = ${tx.houseId})
    select l.id, l.tenant_id as "tenantId", l.order_id as "serviceOrderId", l.item, l.service,
           l.employment_id as "employmentId", l.person_name as "personName",
           l.employee_no as "employeeNumber", l.city_code as "cityCode", l.period,
           l.asked_period as "askedPeriod", l.moved_reason as "movedReason",
           l.task_id as "taskId", l.registration_id as "registrationId",
           l.registration_kind as "registrationKind",
           l.official_cutoff as "officialCutoff", l.client_cutoff as "clientCutoff",
           l.cutoff_provisional as "cutoffProvisional", l.source, l.note,
           l.submitted_by_name as "submittedBy", l.state, l.channel,
           l.supplier_id as "supplierId", s.short_name as "supplierName",
           case when l.channel = 'supplier' then
             (select d.state from orders.dispatch d
               where d.shard_key = l.shard_key and d.tenant_id = l.tenant_id
                 and d.line_id = l.id and d.state in ('asked', 'accepted'))
           end as "dispatchState",
           l.assignee_id as "assigneeId", l.assignee_name as "assigneeName", l.version, l.reason,
           l.failure_code as "failureCode", l.official_number as "officialNumber",
           l.proof_id is not null as "isProven", l.submitted_at as "submittedAt",
           l.finished_at as "finishedAt", l.appointment_on as "appointmentOn",
           l.courier_number as "courierNumber", l.warned_on is not null as "isWarned",
           l.escalated_at is not null as "isEscalated", l.created_at as "createdAt",
           l.changed_at as "changedAt"
      from orders.line l
      left join supplier s on s.id = l.supplier_id
     where (${w.tenantId}::uuid is null or l.tenant_id = ${w.tenantId})
       and (${w.ids}::uuid[] is null or l.id = any (${w.ids}::uuid[]))
       and (${w.state}::text is null or l.state = ${w.state}
            or (${w.state} = 'open' and l.state not in ('officialSucceeded', 'settled', 'cancelled'))
            or (${w.state} = 'unsent' and l.state in ('pendingAcceptance', 'pendingPapers',
                                                      'inProgress', 'sentBack', 'officialFailed')))
       and (${w.serviceOrderId}::uuid is null or l.order_id = ${w.serviceOrderId})
       and (${w.employmentId}::uuid is null or l.employment_id = ${w.employmentId})
       and (${w.cityCode}::text is null or l.city_code = ${w.cityCode})
       and (${w.item}::text is null or l.item = ${w.item})
       and (${w.service}::text is null or l.service = ${w.service})
       and (${w.channel}::text is null or l.channel = ${w.channel})
       and (${w.period}::text is null or l.period = ${w.period})
       and (${w.dueBy}::date is null or l.official_cutoff <= ${w.dueBy})
       and (${w.dueOn}::date is null or l.official_cutoff = ${w.dueOn})
       and (not ${w.escalated}::boolean or l.escalated_at is not null)
       and (${w.due}::text[] is null
            or orders.due_bucket(l.state, l.official_cutoff, ${tx.today}, ${w.soon}) = any (${w.due}))
       and (${w.held}::text is null or (${w.held} = 'nobody' and l.assignee_id is null)
            or (${w.held} = 'mine' and l.assignee_id = ${w.readerId}))
       and (${w.search}::text is null or strpos(l.person_name, ${w.search}) > 0
            or l.employee_no = ${w.search})
       and (${page.id}::uuid is null
            or (coalesce(l.official_cutoff, '9999-12-31'), l.id) > (${page.day}::date, ${page.id}))
     order by coalesce(l.official_cutoff, '9999-12-31'), l.id
     limit ${page.limit}`;
  return withWorkdays(tx, rows).map((row) => ({ ...row, usualPaper: usualPaper(row) }));
}

export async function countLines(tx: Transaction, wanted: LinesWanted): Promise<number> {
  const counts = await countLinesByClient(tx, wanted);
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** How many lines of each client a list with these filters shows, and their soonest cut-off. */
export async function countLinesByClient(
  tx: Transaction,
  wanted: LinesWanted,
): Promise<LineCount[]> {
  const w = parametersOf(tx, wanted);
  return tx.sql<LineCount>`
    select l.tenant_id as "clientId", count(*)::int as count, min(l.official_cutoff) as "dueOn"
      from orders.line l
     where (${w.tenantId}::uuid is null or l.tenant_id = ${w.tenantId})
       and (${w.state}::text is null or l.state = ${w.state}
            or (${w.state} = 'open' and l.state not in ('officialSucceeded', 'settled', 'cancelled'))
            or (${w.state} = 'unsent' and l.state in ('pendingAcceptance', 'pendingPapers',
                                                      'inProgress', 'sentBack', 'officialFailed')))
       and (${w.serviceOrderId}::uuid is null or l.order_id = ${w.serviceOrderId})
       and (${w.employmentId}::uuid is null or l.employment_id = ${w.employmentId})
       and (${w.cityCode}::text is null or l.city_code = ${w.cityCode})
       and (${w.item}::text is null or l.item = ${w.item})
       and (${w.service}::text is null or l.service = ${w.service})
       and (${w.channel}::text is null or l.channel = ${w.channel})
       and (${w.period}::text is null or l.period = ${w.period})
       and (${w.dueBy}::date is null or l.official_cutoff <= ${w.dueBy})
       and (${w.dueOn}::date is null or l.official_cutoff = ${w.dueOn})
       and (not ${w.escalated}::boolean or l.escalated_at is not null)
       and (${w.due}::text[] is null
            or orders.due_bucket(l.state, l.official_cutoff, ${tx.today}, ${w.soon}) = any (${w.due}))
       and (${w.held}::text is null or (${w.held} = 'nobody' and l.assignee_id is null)
            or (${w.held} = 'mine' and l.assignee_id = ${w.readerId}))
       and (${w.search}::text is null or strpos(l.person_name, ${w.search}) > 0
            or l.employee_no = ${w.search})
     group by l.tenant_id`;
}

function parametersOf(tx: Transaction, wanted: LinesWanted) {
  return {
    tenantId: wanted.tenantId ?? wanted.clientId ?? null,
    ids: wanted.ids ?? null,
    state: wanted.state ?? null,
    serviceOrderId: wanted.serviceOrderId ?? null,
    employmentId: wanted.employmentId ?? null,
    cityCode: wanted.cityCode ?? null,
    item: wanted.item ?? null,
    service: wanted.service ?? null,
    channel: wanted.channel ?? null,
    period: wanted.period ?? null,
    dueBy: wanted.dueBy ?? null,
    dueOn: wanted.dueOn ?? null,
    escalated: wanted.escalated !== undefined,
    due: bucketsOf(wanted.due),
    soon: soonUntil(tx.today),
    held: wanted.held ?? null,
    readerId: tx.actor.accountId,
    search: wanted.search ? wanted.search : null,
  };
}

function bucketsOf(due: LinesWanted['due']): readonly string[] | null {
  if (due === undefined) return null;
  return due === 'near' ? ['today', 'soon'] : [due];
}

/** Each cut-off is counted once, however many lines share it. */
function withWorkdays(tx: Transaction, rows: readonly Row[]) {
  const left = new Map<PlainDate, number>();
  const countTo = (day: PlainDate) => {
    const known = left.get(day) ?? workdaysBetween(currentPolicy, tx.today, day).count;
    left.set(day, known);
    return known;
  };
  return rows.map((row) => ({
    ...row,
    workdaysLeft: row.officialCutoff === null ? null : countTo(row.officialCutoff),
  }));
}

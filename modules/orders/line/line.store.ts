import { newId } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import type { Line, LineId, LineNote, LineStanding, NewLine } from './line.ts';
import type { LineState } from './line-state.ts';

/** Locks lines of the tenant, in one order whoever asks; those that are not there are left out. */
export async function lockLines(
  tx: Transaction,
  ids: readonly LineId[],
): Promise<Map<LineId, Line>> {
  await tx.sql`
    select from orders.line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = any (${ids}::uuid[])
     order by id for update`;
  const rows = await tx.sql<Line>`
    select l.id, l.order_id as "orderId", l.item, l.service, l.employment_id as "employmentId",
           l.person_name as "personName", l.city_code as "cityCode", l.period,
           l.asked_period as "askedPeriod", l.moved_reason as "movedReason", l.task_id as "taskId",
           l.registration_id as "registrationId", l.registration_kind as "registrationKind",
           l.official_cutoff as "officialCutoff", l.client_cutoff as "clientCutoff",
           l.cutoff_provisional as "cutoffProvisional", l.state, l.channel,
           l.supplier_id as "supplierId", l.assignee_id as "assigneeId",
           l.assignee_name as "assigneeName", l.version, l.reason, l.failure_code as "failureCode",
           l.proof_id as "proofId", l.official_number as "officialNumber",
           l.submitted_at as "submittedAt", l.finished_at as "finishedAt",
           l.appointment_on as "appointmentOn", l.courier_number as "courierNumber",
           l.warned_on as "warnedOn", l.escalated_at as "escalatedAt",
           exists (select from orders.submission s
                    where s.shard_key = l.shard_key and s.tenant_id = l.tenant_id
                      and s.line_id = l.id
                      and s.state in ('prepared', 'sent', 'unknown', 'received'))
             as "hasOpenSubmission",
           (select d.state from orders.dispatch d
             where d.shard_key = l.shard_key and d.tenant_id = l.tenant_id and d.line_id = l.id
               and d.state in ('asked', 'accepted')) as "dispatchState"
      from orders.line l
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId}
       and l.id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export type LineStep = {
  readonly line: Line;
  readonly to: LineState;
  readonly change: Partial<LineStanding>;
  readonly note: LineNote;
};

/** Writes the steps of lines that are locked, each with its row of history. */
export async function saveSteps(tx: Transaction, steps: readonly LineStep[]): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ line, to, change }) => ({ ...line, ...change, state: to }));
  await tx.sql`
    update orders.line l
       set state = n.state, channel = n.channel, supplier_id = n."supplierId",
           assignee_id = n."assigneeId", assignee_name = n."assigneeName", period = n.period,
           asked_period = n."askedPeriod", moved_reason = n."movedReason", official_cutoff = n."officialCutoff",
           client_cutoff = n."clientCutoff", cutoff_provisional = n."cutoffProvisional",
           reason = n.reason, failure_code = n."failureCode", proof_id = n."proofId",
           official_number = n."officialNumber", submitted_at = n."submittedAt",
           finished_at = n."finishedAt", appointment_on = n."appointmentOn",
           courier_number = n."courierNumber", warned_on = n."warnedOn",
           escalated_at = n."escalatedAt", version = l.version + 1, changed_at = ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
             id uuid, state text, channel text, "supplierId" uuid, "assigneeId" uuid,
             "assigneeName" text, period text, "askedPeriod" text, "movedReason" text,
             "officialCutoff" date,
             "clientCutoff" date, "cutoffProvisional" boolean, reason text, "failureCode" text,
             "proofId" uuid, "officialNumber" text, "submittedAt" timestamptz,
             "finishedAt" timestamptz, "appointmentOn" date, "courierNumber" text,
             "warnedOn" date, "escalatedAt" timestamptz)
     where l.shard_key = ${tx.shardKey} and l.tenant_id = ${tx.tenantId} and l.id = n.id`;
  await appendHistory(
    tx,
    steps.map(({ line, to, note }) => ({ lineId: line.id, from: line.state, to, note })),
  );
  await tellSteps(tx, steps);
}

type HistoryRow = {
  readonly lineId: LineId;
  readonly from: LineState | null;
  readonly to: LineState;
  readonly note: LineNote;
};

async function appendHistory(tx: Transaction, rows: readonly HistoryRow[]): Promise<void> {
  await tx.sql`
    insert into orders.line_event (shard_key, tenant_id, id, line_id, action, from_state, to_state,
                                   code, words, by_name, account_id, at)
    select ${tx.shardKey}, ${tx.tenantId}, n.*, ${tx.actor.name}, ${tx.actor.accountId}::uuid,
           ${tx.now}::timestamptz
      from unnest(${rows.map(() => newId())}::uuid[], ${rows.map((row) => row.lineId)}::uuid[],
                  ${rows.map(({ note }) => note.action)}::text[],
                  ${rows.map(({ from }) => from)}::text[], ${rows.map(({ to }) => to)}::text[],
                  ${rows.map(({ note }) => note.code ?? null)}::text[],
                  ${rows.map(({ note }) => note.words ?? null)}::text[]) as n`;
}

/** News: lines of the tenant that reached another state, one event a state. */
export type OrderLinesMoved = {
  readonly state: LineState;
  readonly lineIds: readonly LineId[];
};

async function tellSteps(tx: Transaction, steps: readonly LineStep[]): Promise<void> {
  const moved = steps.filter(({ line, to }) => line.state !== to);
  for (const [state, group] of Map.groupBy(moved, ({ to }) => to)) {
    const payload: OrderLinesMoved = { state, lineIds: group.map(({ line }) => line.id) };
    await publish(tx, { type: 'order_lines.moved', payload });
  }
}

/** New lines, each with the first row of its history. */
export async function insertLines(tx: Transaction, lines: readonly NewLine[]): Promise<LineId[]> {
  if (lines.length === 0) return [];
  const rows = lines.map((line) => ({ ...line, id: newId<'orl'>() }));
  const inserted = await tx.sql<{ id: LineId }>`
    insert into orders.line (
           shard_key, tenant_id, id, order_id, item, service, employment_id, person_id,
           person_name, employee_no, city_code, period, asked_period, moved_reason, task_id,
           registration_id, registration_kind, official_cutoff, client_cutoff, cutoff_provisional, source, note,
           submitted_by_name, state, channel, supplier_id, created_at, changed_at)
    select ${tx.shardKey}, ${tx.tenantId}, n.id, n."orderId", n.item, n.service,
           n."employmentId", n."personId", n."personName", n."employeeNo", n."cityCode", n.period,
           n."askedPeriod", n."movedReason", n."taskId", n."registrationId", n."registrationKind", n."officialCutoff",
           n."clientCutoff", n."cutoffProvisional", n.source, n.note, ${tx.actor.name},
           'pendingAcceptance', n.channel, n."supplierId", ${tx.now}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (
             id uuid, "orderId" uuid, item text, service text, "employmentId" uuid,
             "personId" uuid, "personName" text, "employeeNo" text, "cityCode" text, period text,
             "askedPeriod" text, "movedReason" text, "taskId" uuid, "registrationId" uuid,
             "registrationKind" text, "officialCutoff" date, "clientCutoff" date,
             "cutoffProvisional" boolean, source text, note text, channel text, "supplierId" uuid)
        on conflict do nothing
    returning id`;
  const ids = inserted.map(({ id }) => id);
  await appendHistory(
    tx,
    ids.map((lineId) => ({
      lineId,
      from: null,
      to: 'pendingAcceptance',
      note: { action: 'open' },
    })),
  );
  if (ids.length > 0) {
    await publish(tx, { type: 'order_lines.opened', payload: { count: ids.length } });
  }
  return ids;
}

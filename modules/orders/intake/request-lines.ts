import { ordersContract as contract } from '@heyi/contract';
import type { Id, PayPeriod } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Channel, LineSource, NewLine, OrderId, SupplierId } from '../line/line.ts';

export type Person = {
  readonly employmentId: Id<'emp'>;
  readonly personId: Id<'per'>;
  readonly personName: string;
  readonly employeeNo: string | null;
  readonly workCityCode: string;
};

/** People of the tenant by their employments. */
export async function peopleOf(
  tx: Transaction,
  employmentIds: readonly Id<'emp'>[],
): Promise<Map<Id<'emp'>, Person>> {
  const rows = await tx.sql<Person>`
    select employment_id as "employmentId", person_id as "personId",
           person_name as "personName", employee_no as "employeeNo",
           work_city_code as "workCityCode"
      from people.payable_employment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and employment_id = any (${employmentIds}::uuid[])`;
  return new Map(rows.map((row) => [row.employmentId, row]));
}

export type Cover = {
  readonly orderId: OrderId;
  readonly cityCode: string;
  readonly item: string;
  readonly fromPeriod: PayPeriod;
  readonly toPeriod: PayPeriod | null;
  readonly channel: Channel;
  readonly supplierId: SupplierId | null;
};

/** What orders of the tenant cover; those in force alone take requests. */
export async function coversOf(
  tx: Transaction,
  states: readonly ('active' | 'ended')[] = ['active'],
): Promise<Cover[]> {
  return tx.sql<Cover>`
    select o.order_id as "orderId", o.city_code as "cityCode", o.item,
           o.from_period as "fromPeriod", o.to_period as "toPeriod", i.channel,
           o.supplier_id as "supplierId"
      from orders.agreed_item o
      join orders.service_item i
        on i.shard_key = o.shard_key and i.tenant_id = o.tenant_id and i.order_id = o.order_id
       and i.item = o.item
     where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId} 
       and o.state = any (${states}::text[])`;
}

export type Request = {
  readonly service: contract.RequestedService;
  readonly period: PayPeriod;
  readonly source: LineSource;
  readonly note: string | null;
};

/** The line of one request under the order that covers it: in the person's city. Null without one. */
export function lineOf(covers: readonly Cover[], person: Person, request: Request): NewLine | null {
  const { service, period, source, note } = request;
  const item = contract.itemOfRequest[service];
  const cover = covers.find(
    (one) =>
      one.item === item &&
      one.cityCode === person.workCityCode &&
      one.fromPeriod <= period &&
      (one.toPeriod === null || period <= one.toPeriod),
  );
  if (!cover) return null;
  const { orderId, channel, supplierId } = cover;
  return {
    orderId,
    item,
    service,
    employmentId: person.employmentId,
    personId: person.personId,
    personName: person.personName,
    employeeNo: person.employeeNo,
    cityCode: cover.cityCode,
    period,
    askedPeriod: period,
    movedReason: null,
    taskId: null,
    registrationId: null,
    registrationKind: null,
    officialCutoff: null,
    clientCutoff: null,
    cutoffProvisional: true,
    channel,
    supplierId: channel === 'supplier' ? supplierId : null,
    source,
    note,
  };
}

/** Whoever asks for lines of one tenant waits here, so that the look for open ones stays true. */
export async function lockIntake(tx: Transaction): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.tenantId}, 4727022))`;
}

/** Which requests are there already and not finished, as `employment service period`. */
export async function openRequests(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.sql<{ key: string }>`
    select employment_id || ' ' || service || ' ' || period as key from orders.line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and task_id is null
       and state not in ('officialSucceeded', 'settled', 'cancelled')`;
  return new Set(rows.map(({ key }) => key));
}

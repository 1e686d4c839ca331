import {
  daysBetween,
  type Fen,
  newId,
  type PayPeriod,
  type PlainDate,
  type Rate,
  zeroFen,
} from '@heyi/kernel';
import { cityName, type Registration, type RegistrationId } from '@heyi/people';
import { publish, type TenantId, type Transaction } from '@heyi/platform';
import {
  type ArrearsId,
  type ArrearsView,
  type ClientPart,
  feeOn,
  shareLateFee,
} from './arrears.ts';

type Stored = Omit<ArrearsView, 'daysLate' | 'lateFee' | 'cityName'> & {
  readonly dailyRate: Rate | null;
  readonly settledFee: Fen | null;
  readonly cityCode: string;
};

/** Of every tenant that the transaction sees, or of one; open ones first. */
export async function readArrears(
  tx: Transaction,
  wanted: {
    readonly id?: ArrearsId;
    readonly clientId?: TenantId | undefined;
    readonly isOpenOnly?: boolean;
  },
): Promise<ArrearsView[]> {
  const rows = await tx.sql<Stored>`
    select a.id, a.tenant_id as "tenantId", a.registration_id as "registrationId",
           e.name as "legalEntityName", r.kind as "registrationKind", r.city_code as "cityCode",
           a.period, a.due_on as "dueOn", a.failed_on as "failedOn",
           a.principal_fen as principal, a.daily_rate_ppm as "dailyRate", a.responsibility,
           a.reason, a.recorded_by_name as "recordedBy", a.recorded_at as "recordedAt",
           a.settled_on as "settledOn", a.late_fee_fen as "settledFee"
      from insurance.arrears a
      join people.registration r
        on r.shard_key = a.shard_key and r.tenant_id = a.tenant_id and r.id = a.registration_id
      join people.legal_entity e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id and e.id = r.legal_entity_id
     where (${wanted.id ?? null}::uuid is null or a.id = ${wanted.id ?? null})
       and (${wanted.clientId ?? null}::uuid is null
            or a.tenant_id = ${wanted.clientId ?? null})
       and (not ${wanted.isOpenOnly ?? false}::boolean or a.settled_on is null)
     order by a.settled_on is not null, a.principal_fen desc, a.id
     limit 500`;
  return rows.map((row) => shownArrears(row, tx.today));
}

function shownArrears({ dailyRate, settledFee, cityCode, ...row }: Stored, today: PlainDate) {
  const { principal, dueOn, settledOn } = row;
  const fee = settledFee ?? feeOn({ principal, dueOn, dailyRate }, today);
  return {
    ...row,
    cityName: cityName(row.registrationKind, cityCode),
    daysLate: Math.max(0, daysBetween(dueOn, settledOn ?? today)),
    lateFee: dailyRate === null ? null : fee,
  };
}

/** Of settled arrears, by what each client's people cost. */
export async function partsOf(tx: Transaction, ids: readonly ArrearsId[]) {
  const rows = await tx.sql<ClientPart & { id: ArrearsId; lateFee: Fen }>`
    select arrears_id as id, client_tenant_id as "clientId", due_fen as due,
           late_fee_fen as "lateFee"
      from insurance.arrears_part
     where arrears_id = any (${ids}::uuid[])
     order by late_fee_fen desc, client_tenant_id`;
  const grouped = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...grouped].map(([id, parts]) => [id, parts.map(({ id: _id, ...part }) => part)]),
  );
}

/** Null when the month is in arrears already. */
export async function insertArrears(
  tx: Transaction,
  registration: Registration,
  arrears: Pick<
    ArrearsView,
    'period' | 'dueOn' | 'failedOn' | 'principal' | 'responsibility' | 'reason'
  > & {
    readonly dailyRate: Rate | null;
  },
): Promise<ArrearsId | null> {
  const id: ArrearsId = newId<'arr'>();
  const inserted = await tx.sql`
    insert into insurance.arrears
           (shard_key, tenant_id, id, registration_id, period, due_on, failed_on, principal_fen,
            daily_rate_ppm, responsibility, reason, recorded_by_name, recorded_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${registration.id}, ${arrears.period},
            ${arrears.dueOn}, ${arrears.failedOn}, ${arrears.principal}, ${arrears.dailyRate},
            ${arrears.responsibility}, ${arrears.reason}, ${tx.actor.name}, ${tx.now})
    on conflict (shard_key, tenant_id, registration_id, period) where settled_on is null do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

/** The month is paid: the late fee stands, and whoever was responsible is said. */
export async function settleArrears(
  tx: Transaction,
  month: { readonly registrationId: RegistrationId; readonly period: PayPeriod },
  paidOn: PlainDate,
): Promise<void> {
  const { registrationId, period } = month;
  const [open] = await tx.sql<{
    id: ArrearsId;
    principal: Fen;
    dueOn: PlainDate;
    dailyRate: Rate | null;
    responsibility: ArrearsView['responsibility'];
  }>`
    select id, principal_fen as principal, due_on as "dueOn", daily_rate_ppm as "dailyRate",
           responsibility
      from insurance.arrears
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and period = ${period} and settled_on is null
       for update`;
  if (!open) return;
  const lateFee = feeOn(open, paidOn) ?? zeroFen;
  await tx.sql`
    update insurance.arrears set settled_on = ${paidOn}, late_fee_fen = ${lateFee}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${open.id}`;
  const { id: arrearsId, responsibility } = open;
  await keepShares(tx, { arrearsId, lateFee, ...month });
  await publish(tx, {
    type: 'arrears.settled',
    payload: { arrearsId, registrationId, period, lateFee, responsibility },
  });
}

/** Whose bills ask for it, as the month stood when it was paid: later figures do not move the shares. */
async function keepShares(
  tx: Transaction,
  settled: {
    readonly arrearsId: ArrearsId;
    readonly lateFee: Fen;
    readonly registrationId: RegistrationId;
    readonly period: PayPeriod;
  },
): Promise<void> {
  const { arrearsId, lateFee, registrationId, period } = settled;
  if (lateFee === 0) return;
  const parts = await tx.sql<ClientPart>`
    select client_tenant_id as "clientId", due_fen as due
      from insurance.contribution_part
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${registrationId} and period = ${period}
     order by client_tenant_id`;
  const shares = shareLateFee(lateFee, parts, tx.tenantId);
  await tx.sql`
    insert into insurance.arrears_part
           (shard_key, tenant_id, arrears_id, client_tenant_id, due_fen, late_fee_fen)
    select ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${arrearsId}::uuid, n.client, n.due, n.fee
      from unnest(${shares.map(({ clientId }) => clientId)}::uuid[],
                  ${shares.map(({ due }) => due)}::int8[],
                  ${shares.map((share) => share.lateFee)}::int8[]) as n (client, due, fee)`;
}

/** The payment was taken back: the fee runs on, and what bills asked of it is given back. */
export async function resumeArrears(
  tx: Transaction,
  month: { readonly registrationId: RegistrationId; readonly period: PayPeriod },
): Promise<boolean> {
  const resumed = await tx.sql<{ id: ArrearsId }>`
    update insurance.arrears set settled_on = null, late_fee_fen = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and registration_id = ${month.registrationId} and period = ${month.period}
       and id = (select max(id::text)::uuid from insurance.arrears
                  where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
                    and registration_id = ${month.registrationId} and period = ${month.period})
       and settled_on is not null
    returning id`;
  const [arrears] = resumed;
  if (!arrears) return false;
  await tx.sql`
    delete from insurance.arrears_part
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and arrears_id = ${arrears.id}`;
  return true;
}

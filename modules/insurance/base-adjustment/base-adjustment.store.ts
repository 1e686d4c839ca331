import type { baseAdjustmentContract as contract, Output } from '@heyi/contract';
import { type Fen, type Id, newId, type PayPeriod } from '@heyi/kernel';
import { cityName, type EmploymentId, type EnrolmentId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';

export type AdjustmentId = Id<'bad'>;
export type AdjustmentView = Output<typeof contract.createBaseAdjustment>;
export type Regime = AdjustmentView['regime'];
export type BaseSource = (typeof contract.baseSources)[number];

/** The kinds of registrations whose bases move together: one declaration. */
const kindsOfRegime: Readonly<Record<Regime, readonly string[]>> = {
  socialInsurance: ['socialInsurance', 'medical'],
  housingFund: ['housingFund'],
};

export async function adjustmentsOf(
  tx: Transaction,
  wanted: { readonly id: AdjustmentId | null },
): Promise<AdjustmentView[]> {
  const rows = await tx.sql<Omit<AdjustmentView, 'cityName'>>`
    select a.id, a.regime, a.city_code as "cityCode", a.period, a.deadline, a.state,
           a.difference_run_id as "differenceRunId", a.created_at as "createdAt",
           a.applied_at as "appliedAt", c.person_count as "personCount",
           c.changed_count as "changedCount", c.confirmed_count as "confirmedCount",
           c.objected_count as "objectedCount"
      from insurance.base_adjustment a
     cross join lateral (
           select count(*)::int as person_count,
                  count(*) filter (where r.base_fen <> r.base_before_fen)::int as changed_count,
                  count(r.confirmed_at)::int as confirmed_count,
                  count(r.objection)::int as objected_count
             from insurance.base_adjustment_row r
            where r.shard_key = a.shard_key and r.tenant_id = a.tenant_id
              and r.adjustment_id = a.id) c
     where a.shard_key = ${tx.shardKey} and a.tenant_id = ${tx.tenantId}
       and (${wanted.id}::uuid is null or a.id = ${wanted.id})
     order by a.created_at desc, a.id desc`;
  return rows.map((row) => ({ ...row, cityName: cityName(row.regime, row.cityCode) }));
}

export async function adjustmentOf(
  tx: Transaction,
  id: AdjustmentId,
): Promise<AdjustmentView | null> {
  return (await adjustmentsOf(tx, { id }))[0] ?? null;
}

/** Locked, so that nobody confirms what somebody else applies. */
export async function lockAdjustment(
  tx: Transaction,
  id: AdjustmentId,
): Promise<AdjustmentView | null> {
  await tx.sql`
    select id from insurance.base_adjustment
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id} for update`;
  return adjustmentOf(tx, id);
}

/** Null when one of the kind is open for the city. */
export async function insertAdjustment(
  tx: Transaction,
  wanted: Pick<AdjustmentView, 'regime' | 'cityCode' | 'period' | 'deadline'>,
): Promise<AdjustmentId | null> {
  const id: AdjustmentId = newId<'bad'>();
  const inserted = await tx.sql`
    insert into insurance.base_adjustment
           (shard_key, tenant_id, id, regime, city_code, period, deadline, state, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${wanted.regime}, ${wanted.cityCode},
            ${wanted.period}, ${wanted.deadline}, 'open', ${tx.now})
    on conflict do nothing
    returning id`;
  return inserted.length === 0 ? null : id;
}

type Insured = {
  readonly regime: Regime;
  readonly cityCode: string;
  readonly period: PayPeriod;
};

export async function isAnybodyInsured(tx: Transaction, of: Insured): Promise<boolean> {
  const [row] = await tx.sql<{ found: boolean }>`
    select exists (
           select 1 from people.enrolment_detail e
            where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
              and e.registration_kind = any (${kindsOfRegime[of.regime]}::text[])
              and e.city_code = ${of.cityCode} and e.start_month <= ${of.period}
              and (e.stop_month is null or e.stop_month >= ${of.period})) as found`;
  return row!.found;
}

/** Everybody insured there in the month, with the base of the first of the agencies. */
export async function insertRows(tx: Transaction, id: AdjustmentId, of: Insured): Promise<void> {
  await tx.sql`
    insert into insurance.base_adjustment_row
           (shard_key, tenant_id, adjustment_id, employment_id, base_before_fen, base_fen)
    select distinct on (e.employment_id) ${tx.shardKey}::int, ${tx.tenantId}::uuid, ${id}::uuid,
           e.employment_id, e.base_fen, e.base_fen
      from people.enrolment_detail e
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.registration_kind = any (${kindsOfRegime[of.regime]}::text[])
       and e.city_code = ${of.cityCode} and e.start_month <= ${of.period}
       and (e.stop_month is null or e.stop_month >= ${of.period})
     order by e.employment_id, e.registration_kind desc`;
}

export type RowConfirmation = {
  readonly how: 'person' | 'client';
  readonly byName: string;
  readonly fileId: Id<'fil'> | null;
};

/** Confirms those who are open and have not objected, or those named; answers how many. */
export async function confirmRows(
  tx: Transaction,
  id: AdjustmentId,
  wanted: RowConfirmation & { readonly employmentIds: readonly EmploymentId[] | null },
): Promise<number> {
  const { how, byName, fileId, employmentIds } = wanted;
  const confirmed = await tx.sql`
    update insurance.base_adjustment_row
       set confirmed_how = ${how}, confirmed_at = ${tx.now}, confirmed_by_name = ${byName},
           file_id = ${fileId}, objection = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and adjustment_id = ${id}
       and confirmed_at is null
       and (employment_id = any (${employmentIds}::uuid[])
            or (${employmentIds}::uuid[] is null and objection is null))
    returning employment_id`;
  return confirmed.length;
}

export async function saveObjection(
  tx: Transaction,
  id: AdjustmentId,
  employmentId: EmploymentId,
  objection: string,
): Promise<void> {
  await tx.sql`
    update insurance.base_adjustment_row
       set objection = ${objection}, confirmed_how = null, confirmed_at = null,
           confirmed_by_name = null, file_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and adjustment_id = ${id}
       and employment_id = ${employmentId}`;
}

/** New bases with where they come from; whoever confirmed another one is asked again. */
export async function saveBases(
  tx: Transaction,
  id: AdjustmentId,
  bases: readonly { readonly employmentId: EmploymentId; readonly base: Fen }[],
  source: BaseSource,
): Promise<void> {
  const ids = bases.map(({ employmentId }) => employmentId);
  const amounts = bases.map(({ base }) => base);
  await tx.sql`
    update insurance.base_adjustment_row r
       set base_fen = n.base, base_source = ${source}, confirmed_how = null, confirmed_at = null,
           confirmed_by_name = null, file_id = null, objection = null
      from unnest(${ids}::uuid[], ${amounts}::int8[]) as n (employment_id, base)
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.adjustment_id = ${id}
       and r.employment_id = n.employment_id and r.base_fen <> n.base`;
  // Who has that base already keeps the confirmation, and is known to have it from there.
  await tx.sql`
    update insurance.base_adjustment_row r set base_source = ${source}
      from unnest(${ids}::uuid[], ${amounts}::int8[]) as n (employment_id, base)
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.adjustment_id = ${id}
       and r.employment_id = n.employment_id and r.base_fen = n.base
       and r.base_source <> ${source}`;
}

export async function closeAdjustment(
  tx: Transaction,
  id: AdjustmentId,
  as: { readonly state: 'applied' | 'cancelled'; readonly differenceRunId: Id<'dfr'> | null },
): Promise<void> {
  await tx.sql`
    update insurance.base_adjustment
       set state = ${as.state}, difference_run_id = ${as.differenceRunId},
           applied_at = case when ${as.state === 'applied'} then ${tx.now}::timestamptz end
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
}

export type BaseToApply = {
  readonly enrolmentId: EnrolmentId;
  readonly employmentId: EmploymentId;
  readonly base: Fen;
};

/** Confirmed bases that are others than those the running enrolments have. */
export async function basesToApply(
  tx: Transaction,
  { id, regime, cityCode, period }: AdjustmentView,
): Promise<BaseToApply[]> {
  return tx.sql<BaseToApply>`
    select distinct e.enrolment_id as "enrolmentId", e.employment_id as "employmentId",
           r.base_fen as base
      from insurance.base_adjustment_row r
      join people.enrolment_detail e
        on e.shard_key = r.shard_key and e.tenant_id = r.tenant_id
       and e.employment_id = r.employment_id
     where r.shard_key = ${tx.shardKey} and r.tenant_id = ${tx.tenantId} and r.adjustment_id = ${id}
       and r.confirmed_at is not null and e.base_fen <> r.base_fen
       and e.registration_kind = any (${kindsOfRegime[regime]}::text[])
       and e.city_code = ${cityCode} and e.start_month <= ${period}
       and (e.stop_month is null or e.stop_month >= ${period})`;
}

import {
  add,
  type Fen,
  firstDayOf,
  type Id,
  minFen,
  type PayPeriod,
  subtract,
  zeroFen,
} from '@heyi/kernel';
import type { RegistrationId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { ArrearsFact, BillLineId } from './client-bill.ts';

type Settled = NonNullable<ArrearsFact['settled']>;
type Share = Pick<ArrearsFact, 'arrearsId' | 'registrationId' | 'period'> &
  Settled & { readonly paid: Fen };
type Billed = Pick<ArrearsFact, 'arrearsId' | 'registrationId' | 'period' | 'billed'> & {
  readonly billedLineId: BillLineId;
};

/**
 * Late fees of settled arrears that fall to the client, at its own registrations and at the
 * provider's, beside what standing bills have of them. Settled before the first bill they are not
 * asked for. `tx` has to see the house.
 */
export async function arrearsFacts(tx: Transaction, first: PayPeriod): Promise<ArrearsFact[]> {
  const shares = await sharesSince(tx, first);
  const billed = new Map((await billedOf(tx)).map((row) => [row.arrearsId, row]));
  const charged = shares.length === 0 ? new Map<string, Fen>() : await chargedByAgencies(tx);
  const places = Map.groupBy(shares, placeOf);
  const due = [...places].flatMap(([place, group]) => {
    let left = add(charged.get(place) ?? zeroFen, group[0]!.paid);
    return group.map(({ arrearsId, registrationId, period, paid: _paid, ...settled }) => {
      const chargedElsewhere = minFen(settled.share, left);
      left = subtract(left, chargedElsewhere);
      return { arrearsId, registrationId, period, settled, chargedElsewhere };
    });
  });
  const standing = new Set(due.map(({ arrearsId }) => arrearsId));
  const revoked = [...billed.values()].filter(({ arrearsId }) => !standing.has(arrearsId));
  return [
    ...due.map((fact) => ({
      ...fact,
      billed: billed.get(fact.arrearsId)?.billed ?? zeroFen,
      billedLineId: billed.get(fact.arrearsId)?.billedLineId ?? null,
    })),
    ...revoked.map((row) => ({ ...row, settled: null, chargedElsewhere: zeroFen })),
  ];
}

const placeOf = ({ registrationId, period }: { registrationId: RegistrationId; period: string }) =>
  `${registrationId}/${period}`;

function sharesSince(tx: Transaction, first: PayPeriod): Promise<Share[]> {
  return tx.sql<Share>`
    select arrears_id as "arrearsId", registration_id as "registrationId", period,
           responsibility, reason, due_on as "dueOn", settled_on as "settledOn",
           late_fee_fen as share, paid_fen as paid
      from insurance.arrears_share
     where (shard_key, tenant_id) in ((${tx.shardKey}::int, ${tx.tenantId}::uuid),
                                      (${tx.houseShardKey}::int, ${tx.houseId}::uuid))
       and client_tenant_id = ${tx.tenantId} and settled_on >= ${firstDayOf(first)}
     order by arrears_id`;
}

function billedOf(tx: Transaction): Promise<Billed[]> {
  return tx.sql<Billed>`
    select arrears_id as "arrearsId", registration_id as "registrationId", period,
           coalesce(sum(amount_fen) filter (where settlement = 'asked'), 0)::bigint as billed,
           max(id::text)::uuid as "billedLineId"
      from billing.client_bill_line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and not is_withdrawn
       and arrears_id is not null
     group by arrears_id, registration_id, period
     order by arrears_id`;
}

/** An agency that puts the fee on its bill by person has charged it there. */
async function chargedByAgencies(tx: Transaction): Promise<Map<string, Fen>> {
  const rows = await tx.sql<{ registrationId: Id<'reg'>; period: PayPeriod; lateFee: Fen }>`
    select registration_id as "registrationId", period, sum(late_fee_fen)::bigint as "lateFee"
      from insurance.contribution_line_month
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and late_fee_fen > 0
       and type <> 'backContribution'
     group by registration_id, period`;
  return new Map(rows.map((row) => [placeOf(row), row.lateFee]));
}

import type { FundingNeed } from '@heyi/billing';
import { fen, type Fen, formatId, type Id, maxFen, zeroFen } from '@heyi/kernel';
import { liabilitiesOf } from '@heyi/ledger';
import { payerAccountsOf } from '@heyi/payments';
import { visibleEntities } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { type EntityId, type PayrollRun, runEntities } from '../run/payroll-run.store.ts';

/** What one entity of a locked run owes to people, bureau and agencies, whoever is held. */
export type EntityNeed = {
  readonly legalEntityId: EntityId;
  /**
   * An entity of the provider: whoever it owes is paid by the provider, and the client sends all of
   * it. A client's own entity sends us the wages alone, and pays bureau and agencies itself.
   */
  readonly isProvider: boolean;
  readonly payerAccountId: Id<'pac'> | null;
  readonly people: number;
  readonly wages: Fen;
  readonly held: Fen;
  readonly tax: Fen;
  readonly contributions: Fen;
};

type PaidNeed = Pick<EntityNeed, 'legalEntityId' | 'people' | 'wages' | 'held' | 'tax'>;

/**
 * Every entity that pays people in the run or insures them, in the order of the ids. Wages and tax are
 * owed by the pay entity; contributions by the holder of the registration, as the lock booked them.
 */
export async function entityNeeds(tx: Transaction, run: PayrollRun): Promise<EntityNeed[]> {
  const paid = new Map((await paidNeeds(tx, run)).map((need) => [need.legalEntityId, need]));
  const contributions = new Map<EntityId, number>();
  for (const { kind, legalEntityId, amount } of await liabilitiesOf(tx, [
    formatId('run', run.id),
  ])) {
    if (kind !== 'contributionsPayable') continue;
    contributions.set(legalEntityId, (contributions.get(legalEntityId) ?? 0) + amount);
  }
  const inRun = new Map((await runEntities(tx, run.id)).map((one) => [one.legalEntityId, one]));
  const [entities, assigned] = [await visibleEntities(tx), await payerAccountsOf(tx)];
  const ids = new Set([...inRun.keys(), ...paid.keys(), ...contributions.keys()]);
  return [...ids].toSorted().map((legalEntityId): EntityNeed => {
    const {
      people = 0,
      wages = zeroFen,
      held = zeroFen,
      tax = zeroFen,
    } = paid.get(legalEntityId) ?? {};
    return {
      legalEntityId,
      isProvider: entities.get(legalEntityId)?.tenantId === tx.houseId,
      payerAccountId:
        inRun.get(legalEntityId)?.payerAccountId ?? assigned.get(legalEntityId)?.id ?? null,
      people,
      wages,
      held,
      tax,
      // A refund of more than the month's charge comes back; nothing is asked for.
      contributions: maxFen(fen(contributions.get(legalEntityId) ?? 0), zeroFen),
    };
  });
}

async function paidNeeds(tx: Transaction, run: PayrollRun): Promise<PaidNeed[]> {
  return tx.sql<PaidNeed>`
    select s.pay_entity_id as "legalEntityId", count(*) filter (where s.net > 0)::int as people,
           sum(s.net)::bigint as wages,
           coalesce(sum(s.net) filter (where h.employment_id is not null
                                          or s.payee_account_hash is null), 0)::bigint as held,
           sum(s.tax + s.bonus_tax)::bigint as tax
      from payroll.payslip s
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
     group by 1`;
}

/** What has to lie on the paying account of the entity before the run is paid. */
export function neededOf(need: EntityNeed): Pick<FundingNeed, 'wages' | 'tax' | 'contributions'> {
  const { isProvider, wages, tax, contributions } = need;
  return isProvider
    ? { wages, tax, contributions }
    : { wages, tax: zeroFen, contributions: zeroFen };
}

/** The needs by paying account. Null when an entity that needs something has none. */
export function fundingLinesOf(needs: readonly EntityNeed[]): FundingNeed[] | null {
  const lines: FundingNeed[] = [];
  for (const need of needs) {
    const { payerAccountId, legalEntityId } = need;
    const needed = neededOf(need);
    if (needed.wages + needed.tax + needed.contributions === 0) continue;
    if (payerAccountId === null) return null;
    lines.push({ payerAccountId, legalEntityId, ...needed });
  }
  return lines;
}

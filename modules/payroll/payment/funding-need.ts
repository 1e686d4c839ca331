import { fen, type Id, zeroFen } from '@heyi/kernel';
import type { FundingNeed } from '@heyi/billing';
import type { Transaction } from '@heyi/platform';
import {
  type EntityId,
  type PayrollRun,
  type RunEntity,
  runEntities,
} from '../run/payroll-run.store.ts';

/** What one entity of a run needs, whoever is held. */
export type EntityNeed = {
  readonly legalEntityId: EntityId;
  readonly people: number;
  readonly wages: number;
  readonly held: number;
  readonly tax: number;
  readonly contributions: number;
};

export async function entityNeeds(tx: Transaction, run: PayrollRun): Promise<EntityNeed[]> {
  return tx.sql<EntityNeed>`
    select s.pay_entity_id as "legalEntityId", count(*) filter (where s.net > 0)::int as people,
           sum(s.net)::bigint as wages,
           coalesce(sum(s.net) filter (where h.employment_id is not null
                                          or s.payee_account_hash is null), 0)::bigint as held,
           sum(s.tax + s.bonus_tax)::bigint as tax,
           sum(s.own_pension + s.own_medical + s.own_unemployment + s.own_housing_fund
               + s.own_adjustment + s.employer_insurance + s.employer_housing_fund
               + s.employer_adjustment)::bigint as contributions
      from payroll.payslip s
      left join payroll.member_hold h
        on h.shard_key = s.shard_key and h.tenant_id = s.tenant_id and h.run_id = ${run.id}
       and h.employment_id = s.employment_id and h.released_at is null
     where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
       and s.calculation_id = ${run.calculationId}
     group by 1
     order by 1`;
}

/**
 * The needs by paying account. The client's own entities pay their tax and contributions themselves;
 * for the provider's entities the money comes through us. Null when an entity has no account.
 */
export async function fundingLinesOf(
  tx: Transaction,
  run: PayrollRun,
): Promise<FundingNeed[] | null> {
  const entities = new Map(
    (await runEntities(tx, run.id)).map((entity) => [entity.legalEntityId, entity]),
  );
  const lines: FundingNeed[] = [];
  for (const need of await entityNeeds(tx, run)) {
    const entity = entities.get(need.legalEntityId)!;
    if (need.wages === 0 && !isProvider(tx, entity)) continue;
    if (entity.payerAccountId === null) return null;
    lines.push(lineOf(tx, need, entity, entity.payerAccountId));
  }
  return lines;
}

function lineOf(
  tx: Transaction,
  need: EntityNeed,
  entity: RunEntity,
  payerAccountId: Id<'pac'>,
): FundingNeed {
  const through = isProvider(tx, entity);
  return {
    payerAccountId,
    legalEntityId: need.legalEntityId,
    wages: fen(need.wages),
    tax: through ? fen(need.tax) : zeroFen,
    contributions: through ? fen(Math.max(0, need.contributions)) : zeroFen,
  };
}

function isProvider(tx: Transaction, entity: RunEntity): boolean {
  return entity.tenantId === tx.houseId;
}

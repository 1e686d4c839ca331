import { gigTaxContract as contract, type Input, type Output } from '@heyi/contract';
import { fail, type Fen, monthIndex, ok } from '@heyi/kernel';
import { stripeKeysOf, type Transaction } from '@heyi/platform';
import { type GigReturn, type GigReturnId, type GigReturnSheet, taxDueOf } from './gig-return.ts';
import { returnsOf } from './gig-return.store.ts';
import { gigLayout } from './gig-sheet.ts';

type View = Output<typeof contract.getGigReturn>;

export async function getGigReturn(tx: Transaction, input: Input<typeof contract.getGigReturn>) {
  const view = await returnView(tx, input.gigReturnId);
  return view === null ? fail({ code: 'gig_return.not_found' as const }) : ok(view);
}

export async function returnView(tx: Transaction, id: GigReturnId): Promise<View | null> {
  const [declared] = await returnsOf(tx, { id });
  if (!declared) return null;
  const { sourceHash: _hash, hasCorrection: _correction, ...rest } = declared;
  return {
    ...rest,
    tenantId: tx.tenantId,
    taxDue: taxDueOf(declared),
    sheets: await sheetsOf(tx, id),
    returns: await returnsAfter(tx, declared),
  };
}

type KindRow = { kind: GigReturnSheet; rows: number; income: Fen; tax: Fen };

async function sheetsOf(tx: Transaction, id: GigReturnId): Promise<View['sheets']> {
  const rows = await tx.sql<KindRow>`
    select income_kind as kind, count(*)::int as rows, sum(income)::bigint as income,
           sum(tax)::bigint as tax
      from gig.gig_return_line
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}
     group by income_kind
     union all
    select 'valueAddedTax', count(*)::int, sum(receipts)::bigint,
           sum(vat + surcharges)::bigint
      from gig.gig_return_line
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId} and return_id = ${id}
       and income_kind = 'labourRemuneration'
    having count(*) > 0`;
  return contract.gigReturnSheets.flatMap((sheet) => {
    const found = rows.find(({ kind }) => kind === sheet);
    if (!found) return [];
    const { version, mark } = gigLayout(sheet);
    const { kind: _kind, ...figures } = found;
    return [{ sheet, ...figures, layoutVersion: version, layoutMark: mark }];
  });
}

/** What came back after the month was declared, the latest first. */
async function returnsAfter(tx: Transaction, declared: GigReturn): Promise<View['returns']> {
  return tx.sql<View['returns'][number]>`
    select k.external_id as "externalWorkerId", k.name as "workerName",
           b.income_kind as "incomeKind", w.gross - w.vat as income, w.tax,
           w.reversed_at as "returnedAt"
      from gig.withdrawal w
      join gig.balance b
        on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
      join gig.worker k
        on k.shard_key = w.shard_key and k.tenant_id = w.tenant_id and k.id = w.worker_id
     where w.shard_key = any(${await stripeKeysOf(tx)}::int[]) and w.tenant_id = ${tx.tenantId}
       and w.program_id in (select p.id from gig.program p
                             where p.shard_key = ${tx.tenantShardKey}
                               and p.tenant_id = ${tx.tenantId} and p.environment = 'live'
                               and p.legal_entity_id = ${declared.entityId})
       and w.tax_month = ${monthIndex(declared.taxPeriod)}
       and w.reversed_at > (select min(declared_at) from gig.gig_return r
                              where r.shard_key = ${tx.tenantShardKey}
                                and r.tenant_id = ${tx.tenantId}
                                and r.legal_entity_id = ${declared.entityId}
                                and r.tax_period = ${declared.taxPeriod})
     order by w.reversed_at desc limit 500`;
}

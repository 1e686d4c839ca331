import {
  fen,
  type Fen,
  type Id,
  monthIndex,
  type PayPeriod,
  periodFromIndex,
  zeroFen,
} from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { currentPolicy, explain, lookUp, withholdCumulatively } from '@heyi/statutory';
import type { Environment, TaxMethod } from '../program/program.ts';
import type { WorkerPlace } from '../worker/worker.store.ts';
import type { Statement, StatementRow } from './statement-document.ts';

type Payer = { entityId: Id<'ent'>; entityName: string; taxpayerNumber: string; method: TaxMethod };
type Who = Pick<Statement, 'workerName' | 'documentMasked' | 'externalWorkerId'>;

/** Months of one tax year, both of them included, and whose programs. */
export type StatementSpan = {
  readonly first: PayPeriod;
  readonly last: PayPeriod;
  readonly environment: Environment;
};

/** What a worker was paid in them by the entity that paid most; null when there is nothing. */
export async function loadStatement(
  tx: Transaction,
  place: WorkerPlace,
  span: StatementSpan,
): Promise<Statement | null> {
  const payer = await payerOf(tx, place, span);
  if (payer === null) return null;
  const { entityId, method, ...entity } = payer;
  const [who] = await tx.sql<Who>`
    select p.name as "workerName", p.document_masked as "documentMasked",
           w.external_id as "externalWorkerId"
      from gig.worker w
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
     where w.shard_key = ${place.shardKey} and w.tenant_id = ${tx.tenantId}
       and w.id = ${place.workerId}`;
  const rows = await rowsOf(tx, place, entityId, span);
  const explanation =
    method === 'platformCumulative' ? await explanationOf(tx, place, entityId, span) : null;
  return { span, ...who!, ...entity, rows, explanation, printedOn: tx.today };
}

function monthsOf({ first, last }: StatementSpan): readonly [number, number] {
  return [monthIndex(first), monthIndex(last)];
}

async function payerOf(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  span: StatementSpan,
): Promise<Payer | null> {
  const [first, last] = monthsOf(span);
  const [row] = await tx.sql<Payer>`
    with own as materialized (
      select id, legal_entity_id, tax_method from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = ${span.environment}),
    entity as materialized (
      select id, name, uscc from people.legal_entity
       where (shard_key, tenant_id) in ((${tx.tenantShardKey}, ${tx.tenantId}),
                                        (${tx.houseShardKey}, ${tx.houseId}))
         and id in (select legal_entity_id from own))
    select p.legal_entity_id as "entityId", p.tax_method as method,
           coalesce(e.name, '') as "entityName", coalesce(e.uscc, '') as "taxpayerNumber"
      from gig.withdrawal w
      join own p on p.id = w.program_id
      left join entity e on e.id = p.legal_entity_id
     where w.shard_key = ${shardKey} and w.tenant_id = ${tx.tenantId} and w.worker_id = ${workerId}
       and w.tax_month between ${first} and ${last} and w.reversed_at is null
     group by p.legal_entity_id, p.tax_method, e.name, e.uscc
     order by sum(w.gross) desc limit 1`;
  return row ?? null;
}

function rowsOf(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  entityId: Id<'ent'>,
  span: StatementSpan,
): Promise<StatementRow[]> {
  const [first, last] = monthsOf(span);
  return tx.sql<StatementRow>`
    with own as materialized (
      select id from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = ${span.environment} and legal_entity_id = ${entityId})
    select to_char(make_date(w.tax_month / 12, w.tax_month % 12 + 1, 1), 'YYYY-MM') as period,
           b.income_kind as "incomeKind", sum(w.gross)::bigint as receipts,
           sum(w.vat + w.surcharges)::bigint as vat, sum(w.gross - w.vat)::bigint as income,
           sum(w.tax)::bigint as tax
      from gig.withdrawal w
      join own p on p.id = w.program_id
      join gig.balance b
        on b.shard_key = w.shard_key and b.tenant_id = w.tenant_id and b.id = w.balance_id
     where w.shard_key = ${shardKey} and w.tenant_id = ${tx.tenantId} and w.worker_id = ${workerId}
       and w.tax_month between ${first} and ${last} and w.reversed_at is null
     group by w.tax_month, b.income_kind
     order by w.tax_month, b.income_kind desc`;
}

type Cumulated = { lastMonth: number; months: number; income: Fen; tax: Fen };

/** The cumulative sums up to the last payment, when it lies within the span, in the words of the rule. */
async function explanationOf(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  entityId: Id<'ent'>,
  span: StatementSpan,
): Promise<string | null> {
  const [first, last] = monthsOf(span);
  const [row] = await tx.sql<Cumulated>`
    with own as materialized (
      select id from gig.program
       where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
         and environment = ${span.environment} and legal_entity_id = ${entityId})
    select b.last_month as "lastMonth", b.months, b.year_income as income, b.year_tax as tax
      from gig.balance_figures b
      join own p on p.id = b.program_id
     where b.shard_key = ${shardKey} and b.tenant_id = ${tx.tenantId} and b.worker_id = ${workerId}
       and b.income_kind = 'labourRemuneration' and b.last_month between ${first} and ${last}`;
  if (!row) return null;
  const period = periodFromIndex(row.lastMonth);
  const found = lookUp(currentPolicy, period, { basic: 'cn.income-tax.basic-deduction' });
  if (!found.ok) return null;
  const withheld = withholdCumulatively(currentPolicy, 'platform-labour', period, {
    income: row.income,
    exempt: zeroFen,
    basicDeduction: fen(found.value.basic.value.monthly * row.months),
    special: zeroFen,
    additional: zeroFen,
    other: zeroFen,
    relief: zeroFen,
    withheld: row.tax,
  });
  return withheld.ok ? explain(withheld.value.reason, 'zh-CN') : null;
}

import { type Fen, type Id, type Instant, isUuid, periodFromIndex, subtract } from '@heyi/kernel';
import { askStripes, newestOf, type Transaction } from '@heyi/platform';
import type { Environment, IncomeKind, ProgramId } from '../program/program.ts';
import type { WithdrawalId, WithdrawalState } from './withdrawal.ts';

type Row = {
  id: WithdrawalId;
  businessId: string;
  externalWorkerId: string;
  workerId: Id<'wkr'>;
  workerName: string;
  environment: Environment;
  incomeKind: IncomeKind;
  state: WithdrawalState;
  reason: string | null;
  gross: Fen;
  tax: Fen | null;
  vat: Fen | null;
  surcharges: Fen | null;
  fee: Fen | null;
  taxMonth: number | null;
  payOrderId: Id<'pay'> | null;
  bankReference: string | null;
  appId: Id<'app'> | null;
  acceptedAt: Instant;
  settledAt: Instant | null;
  reversedAt: Instant | null;
  isCorrected: boolean;
};

type Filter = {
  keys: readonly number[];
  ids?: readonly WithdrawalId[];
  programId?: ProgramId | undefined;
  workerId?: Id<'wkr'> | undefined;
  businessId?: string | undefined;
  environment?: Environment;
  /** Of the payment, or of the request while it waits; as in a cumulation. */
  month?: number | undefined;
  state?: WithdrawalState | undefined;
  after?: string | undefined;
  limit: number;
};

/** Newest first; each stripe answers its newest, which are then merged. */
export async function findRows(tx: Transaction, filter: Filter): Promise<Row[]> {
  const rows = await askStripes(filter.keys, (key) => rowsOfStripe(tx, key, filter));
  return newestOf(rows, filter.limit);
}

function rowsOfStripe(tx: Transaction, key: number, filter: Filter): Promise<Row[]> {
  const after = filter.after !== undefined && isUuid(filter.after) ? filter.after : null;
  return tx.sql<Row>`
    select d.id, d.business_id as "businessId", w.external_id as "externalWorkerId",
           d.worker_id as "workerId", w.name as "workerName", w.environment,
           b.income_kind as "incomeKind", d.state,
           d.reason, d.gross, d.tax, d.vat, d.surcharges, d.fee, d.tax_month as "taxMonth",
           d.pay_order_id as "payOrderId", d.bank_reference as "bankReference", d.app_id as "appId",
           d.accepted_at as "acceptedAt", d.settled_at as "settledAt",
           d.reversed_at as "reversedAt", d.is_corrected as "isCorrected"
      from (
           select * from gig.withdrawal_outcome o
            where o.shard_key = ${key} and o.tenant_id = ${tx.tenantId}
              and (${filter.ids ?? null}::uuid[] is null or o.id = any(${filter.ids ?? null}::uuid[]))
              and (${filter.programId ?? null}::uuid is null
                   or o.program_id = ${filter.programId ?? null})
              and (${filter.workerId ?? null}::uuid is null
                   or o.worker_id = ${filter.workerId ?? null})
              and (${filter.businessId ?? null}::text is null
                   or o.business_id = ${filter.businessId ?? null})
              and (${filter.environment ?? null}::text is null
                   or o.program_id in (select p.id from gig.program p
                                        where p.shard_key = ${tx.tenantShardKey}
                                          and p.tenant_id = ${tx.tenantId}
                                          and p.environment = ${filter.environment ?? null}))
              and (${filter.month ?? null}::int is null
                   or coalesce(o.tax_month,
                        (extract(year from o.accepted_at at time zone 'Asia/Shanghai') * 12
                         + extract(month from o.accepted_at at time zone 'Asia/Shanghai')
                         - 1)::int) = ${filter.month ?? null})
              and (${filter.state ?? null}::text is null or o.state = ${filter.state ?? null})
              and (${after}::uuid is null or o.id < ${after})
            order by o.id desc limit ${filter.limit}) d
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
     order by d.id desc`;
}

export function viewOf({ taxMonth, fee, environment: _, ...row }: Row) {
  const { gross, tax, vat, surcharges } = row;
  const isTaxed = tax !== null && vat !== null && surcharges !== null;
  return {
    ...row,
    net: isTaxed ? subtract(subtract(subtract(gross, tax), vat), surcharges) : null,
    serviceFee: fee,
    taxPeriod: taxMonth === null ? null : periodFromIndex(taxMonth),
  };
}

/** One withdrawal of the transaction's stripe, and of the environment when one is named; or null. */
export async function findWithdrawal(
  tx: Transaction,
  id: WithdrawalId,
  environment: Environment | null = null,
) {
  const [row] = await findRows(tx, { keys: [tx.shardKey], ids: [id], limit: 1 });
  if (!row) return null;
  return environment === null || row.environment === environment ? viewOf(row) : null;
}

export async function findWithdrawals(tx: Transaction, ids: readonly WithdrawalId[]) {
  const rows = await findRows(tx, { keys: [tx.shardKey], ids, limit: ids.length });
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

export function pageOf(rows: readonly Row[], limit: number) {
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)!.id : null;
  return { rows: shown.map(viewOf), next };
}

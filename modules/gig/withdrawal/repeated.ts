import { assert, fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { IncomeKind } from '../program/program.ts';
import type { Asked } from './decide-batch.ts';
import type { BatchRow } from './withdraw.store.ts';
import { answerText, bodyHashOf, type WithdrawalId, type WithdrawalOutcome } from './withdrawal.ts';

/** What was accepted, as far as its answer tells it. */
export type StoredRow = {
  id: WithdrawalId;
  externalWorkerId: string;
  businessId: string;
  incomeKind: IncomeKind;
  wasSuspended: boolean;
  gross: number;
  tax: number | null;
  vat: number | null;
  surcharges: number | null;
  fee: number | null;
  acceptedAt: string;
};

/**
 * Answers requests that were made before.
 * Runs under the workers' locks, so what is found is committed.
 */
export async function answerRepeated(
  tx: Transaction,
  asked: readonly Asked[],
  repeated: ReadonlyMap<number, { id: WithdrawalId; by: 'key' | 'businessId' }>,
): Promise<Map<number, WithdrawalOutcome>> {
  const ids = [...repeated.values()].map(({ id }) => id);
  const rows = await tx.sql<StoredRow>`
    select d.id, w.external_id as "externalWorkerId", d.business_id as "businessId",
           b.income_kind as "incomeKind", d.was_suspended as "wasSuspended", d.gross, d.tax, d.vat,
           d.surcharges, d.fee, d.accepted_at as "acceptedAt"
      from gig.withdrawal d
      join gig.balance b
        on b.shard_key = d.shard_key and b.tenant_id = d.tenant_id and b.id = d.balance_id
      join gig.worker w
        on w.shard_key = d.shard_key and w.tenant_id = d.tenant_id and w.id = d.worker_id
     where d.shard_key = ${tx.shardKey} and d.tenant_id = ${tx.tenantId}
       and d.id = any(${ids}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    [...repeated].map(([index, { id, by }]) => {
      const row = byId.get(id);
      assert(row, 'a withdrawal that was found can be read');
      return [index, answerOf(asked[index]!, row, by)];
    }),
  );
}

/** The same body gets the first answer, whatever became of it since; another is refused. */
export function answerOf(
  { request, incomeKind }: Asked,
  row: StoredRow,
  by: 'key' | 'businessId',
): WithdrawalOutcome {
  const isSame =
    row.businessId === request.businessId &&
    row.gross === request.amount &&
    row.incomeKind === incomeKind;
  if (!isSame) {
    const code = by === 'key' ? 'withdrawal.key_reused' : 'withdrawal.business_id_reused';
    return fail({ code });
  }
  const { tax, vat, surcharges, fee, ...rest } = row;
  return ok(
    answerText(row.externalWorkerId, {
      ...rest,
      tax: tax ?? 0,
      vat: vat ?? 0,
      surcharges: surcharges ?? 0,
      fee: fee ?? 0,
    }),
  );
}

/** What its key was refused with before, whatever has changed since; another body is refused for that. */
export function refusalOf(
  { request, incomeKind }: Asked,
  { refusedWith, refusedBody }: Pick<BatchRow, 'refusedWith' | 'refusedBody'>,
): WithdrawalOutcome | null {
  if (refusedWith === null) return null;
  const isSame = refusedBody === bodyHashOf(request, incomeKind);
  return fail({ code: isSame ? refusedWith : 'withdrawal.key_reused' });
}

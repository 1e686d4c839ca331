import { provenSubjects } from '@heyi/evidence';
import type { Id } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { LineId } from '../line/line.ts';

/** The lines whose official result is proven, each with the newest binding that is part of it. */
export async function proofsOf(
  tx: Transaction,
  ids: readonly LineId[],
): Promise<Map<LineId, Id<'evb'>>> {
  const proven = await provenSubjects(tx, 'orderLine', ids, 'officialSuccess');
  const rows = await tx.sql<{ lineId: LineId; bindingId: Id<'evb'> }>`
    select distinct on (line_id) line_id as "lineId", binding_id as "bindingId"
      from orders.line_paper
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${ids}::uuid[]) and kind not in ('requestOriginal', 'supplierReceipt')
     order by line_id, binding_id desc`;
  return new Map(
    rows.filter(({ lineId }) => proven.has(lineId)).map((row) => [row.lineId, row.bindingId]),
  );
}

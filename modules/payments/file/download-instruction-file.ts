import type { Input, paymentsContract as contract } from '@heyi/contract';
import { fail, type Fen, type Id, type Instant, ok, shanghaiDate } from '@heyi/kernel';
import { appendAudit, tenantCipher, type Transaction } from '@heyi/platform';
import { referenceOf } from '../order/pay-order.ts';
import { writeInstructionFile } from './instruction-file.ts';

type LineRow = {
  id: Id<'pay'>;
  payeeName: string;
  payeeAccount: Buffer;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
};

/**
 * The orders of the last release that have no result yet. It holds open account numbers, so that
 * each download is written into the audit log.
 */
export async function downloadInstructionFile(
  tx: Transaction,
  input: Input<typeof contract.downloadInstructionFile>,
) {
  const [batch] = await tx.sql<{ releasedAt: Instant | null }>`
    select released_at as "releasedAt" from payments.pay_batch
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${input.payBatchId}`;
  if (!batch) return fail({ code: 'pay_batch.not_found' as const });
  if (batch.releasedAt === null) return fail({ code: 'pay_batch.not_released' as const });
  const orders = await tx.sql<LineRow>`
    select id, payee_name as "payeeName", payee_account as "payeeAccount",
           payee_bank_code as "payeeBankCode", amount, purpose
      from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and batch_id = ${input.payBatchId} and state = 'sent' and sent_at = ${batch.releasedAt}
     order by id`;
  const cipher = await tenantCipher(tx);
  const lines = orders.map((order, index) => ({
    ...order,
    number: index + 1,
    reference: referenceOf(order.id),
    payeeAccount: cipher.open(order.payeeAccount),
  }));
  const detail = { payBatchId: input.payBatchId, lines: lines.length };
  await appendAudit(tx, {
    operation: 'downloadInstructionFile',
    subjectId: input.payBatchId,
    detail,
  });
  return ok({
    name: `付款指令_${shanghaiDate(batch.releasedAt)}_${input.payBatchId.slice(-6)}.csv`,
    type: 'text/csv; charset=utf-8',
    body: await writeInstructionFile(lines),
  });
}

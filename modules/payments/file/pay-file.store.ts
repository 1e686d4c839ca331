import { addSeconds, type Fen, type Id, type Instant, newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { DispatchPolicy, OrderChange, OrderFacts, PayOrderState } from '../order/pay-order.ts';

export type PayFileId = Id<'pfl'>;

export type FileLine = {
  id: Id<'pay'>;
  payeeName: string;
  payeeAccount: Buffer;
  payeeBankCode: string | null;
  amount: Fen;
  purpose: string;
};

export type ClaimedFile = {
  id: PayFileId;
  batchId: Id<'pbt'>;
  payerAccountId: Id<'pac'>;
  purpose: string;
  isSending: boolean;
  sentAt: Instant;
  lines: FileLine[];
};

/** Puts due queued orders of a batch into one new file, to be claimed like any other. */
export async function buildFile(
  tx: Transaction,
  batchId: Id<'pbt'>,
  linesMax: number,
): Promise<void> {
  const lines = await tx.sql<{ id: Id<'pay'>; amount: Fen }>`
    select id, amount from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and batch_id = ${batchId}
       and due_at <= ${tx.now} and state = 'queued' and file_id is null
     order by due_at, id limit ${linesMax}
       for update skip locked`;
  if (lines.length === 0) return;
  const fileId = newId();
  await tx.sql`
    insert into payments.pay_file (shard_key, tenant_id, id, batch_id, state, line_count, line_amount,
                                   due_at, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${fileId}, ${batchId}, 'queued', ${lines.length},
            ${lines.reduce((sum, { amount }) => sum + amount, 0)}, ${tx.now}, ${tx.now})`;
  await tx.sql`
    update payments.pay_order set file_id = ${fileId}, due_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and id = any(${lines.map(({ id }) => id)}::uuid[])`;
}

/**
 * Takes a due file; null when another has taken it. A queued one becomes `sent`, with all its lines,
 * before the bank is called. Its totals are checked against its lines once more.
 */
export async function claimFile(
  tx: Transaction,
  fileId: PayFileId,
  claim: { dispatcherId: string; policy: DispatchPolicy },
): Promise<ClaimedFile | null> {
  type Row = Omit<ClaimedFile, 'isSending' | 'sentAt' | 'lines'> & {
    sentAt: Instant | null;
    state: PayOrderState;
    count: number;
    amount: Fen;
  };
  const [file] = await tx.sql<Row>`
    select f.id, f.batch_id as "batchId", f.state, f.sent_at as "sentAt", f.line_count as count,
           f.line_amount as amount, b.payer_account_id as "payerAccountId", b.purpose
      from payments.pay_file f
      join payments.pay_batch b
        on b.shard_key = f.shard_key and b.tenant_id = f.tenant_id and b.id = f.batch_id
     where f.shard_key = ${tx.shardKey} and f.tenant_id = ${tx.tenantId} and f.id = ${fileId}
       and f.due_at <= ${tx.now}
       for update of f skip locked`;
  if (!file) return null;
  const { state, count, amount, sentAt, ...rest } = file;
  const isSending = state === 'queued';
  const lines = isSending ? await loadLines(tx, fileId) : [];
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  if (isSending && (lines.length !== count || total !== amount)) {
    await holdFile(tx, fileId);
    return null;
  }
  await tx.sql`
    update payments.pay_file
       set state = case when state = 'queued' then 'sent' else state end,
           sends = sends + (state = 'queued')::int,
           asks = case when state = 'queued' then 0 else asks end,
           sent_at = case when state = 'queued' then ${tx.now} else sent_at end,
           due_at = ${addSeconds(tx.now, claim.policy.answerSeconds)},
           dispatcher_id = ${claim.dispatcherId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${fileId}`;
  const sent = { state: 'sent', sends: 1, code: null, text: null } as const;
  if (isSending) await moveLines(tx, fileId, sent);
  return { ...rest, isSending, sentAt: isSending ? tx.now : sentAt!, lines };
}

async function loadLines(tx: Transaction, fileId: PayFileId): Promise<FileLine[]> {
  return tx.sql<FileLine>`
    select id, payee_name as "payeeName", payee_account as "payeeAccount",
           payee_bank_code as "payeeBankCode", amount, purpose
      from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and file_id = ${fileId}
       and state = 'queued'
     order by id`;
}

/** Somebody cancelled or held a line after the file was made: it is taken apart and made again. */
async function holdFile(tx: Transaction, fileId: PayFileId): Promise<void> {
  await tx.sql`
    update payments.pay_order set file_id = null, due_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and file_id = ${fileId}
       and state = 'queued'`;
  await tx.sql`
    update payments.pay_file set state = 'failed', code = 'totals_differ', due_at = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${fileId}`;
}

/** The lines of a file without an outcome of their own go where the file goes. */
export async function moveLines(
  tx: Transaction,
  fileId: PayFileId,
  to: Pick<OrderChange, 'state' | 'code' | 'text'> & {
    /** By how many the sendings change. */
    sends: number;
  },
): Promise<void> {
  await tx.sql`
    with waiting as (
      select id from payments.pay_order
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and file_id = ${fileId}
         and state in ('queued', 'sent', 'unknown') and state <> ${to.state}
       order by id
         for update),
    moved as (
      update payments.pay_order o
         set state = ${to.state}, code = ${to.code}, text = ${to.text}, due_at = null,
             sends = o.sends + ${to.sends}, event_count = o.event_count + 1,
             sent_at = case when ${to.state}::text = 'sent' then ${tx.now} else o.sent_at end
       where o.shard_key = ${tx.shardKey} and o.tenant_id = ${tx.tenantId}
         and o.id = any(array(select id from waiting))
      returning o.id, o.event_count)
    insert into payments.pay_order_event (shard_key, tenant_id, order_id, number, occurred_at, state,
                                          source, code, text)
    select ${tx.shardKey}, ${tx.tenantId}, id, event_count, ${tx.now}, ${to.state}, 'dispatcher',
           ${to.code}, ${to.text}
      from moved`;
}

export async function lockFile(
  tx: Transaction,
  fileId: PayFileId,
): Promise<OrderFacts & { lineIds: Id<'pay'>[] }> {
  await tx.sql`
    select from payments.pay_file
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${fileId}
       for update`;
  const [file] = await tx.sql<OrderFacts>`
    select state, reported_at as "reportedAt", sent_at as "sentAt", asks, sends, code, text,
           bank_reference as "bankReference"
      from payments.pay_file
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${fileId}`;
  const lines = await tx.sql<{ id: Id<'pay'> }>`
    select id from payments.pay_order
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and file_id = ${fileId}
     order by id`;
  return { ...file!, lineIds: lines.map(({ id }) => id) };
}

export async function updateFile(
  tx: Transaction,
  fileId: PayFileId,
  change: OrderChange,
): Promise<void> {
  await tx.sql`
    update payments.pay_file
       set state = ${change.state}, code = ${change.code}, text = ${change.text},
           bank_reference = ${change.bankReference}, reported_at = ${change.reportedAt},
           due_at = ${change.dueAt}, asks = ${change.asks}, sends = ${change.sends},
           dispatcher_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${fileId}`;
}

/** A line of which the result file says nothing final is asked about by itself. */
export async function askOpenLines(tx: Transaction, fileId: PayFileId): Promise<void> {
  await tx.sql`
    update payments.pay_order set due_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and file_id = ${fileId}
       and state in ('sent', 'unknown') and due_at is null`;
}

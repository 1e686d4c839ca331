import { newId } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { Line, LineId } from '../line/line.ts';

/**
 * A new attempt for each line, under a reference that is used once: our line and the number of the
 * attempt. What waits for the robot is `prepared`; else a person says that it went out.
 */
export async function openSubmissions(
  tx: Transaction,
  lines: readonly Line[],
  state: 'prepared' | 'sent',
): Promise<void> {
  await tx.sql`
    insert into orders.submission (
           shard_key, tenant_id, id, line_id, attempt, reference, channel, state, prepared_at,
           prepared_by_name, sent_at, next_ask_at)
    select ${tx.shardKey}, ${tx.tenantId}, n.id, n.line_id, n.attempt,
           'HY' || upper(replace(n.line_id::text, '-', '')) || '-' || n.attempt, n.channel,
           ${state}, ${tx.now}, ${tx.actor.name},
           case when ${state} = 'sent' then ${tx.now}::timestamptz end,
           case when ${state} = 'prepared' then ${tx.now}::timestamptz end
      from (select w.*,
                   1 + (select count(*) from orders.submission s
                         where s.shard_key = ${tx.shardKey} and s.tenant_id = ${tx.tenantId}
                           and s.line_id = w.line_id)::int as attempt
              from unnest(${lines.map(() => newId())}::uuid[], ${lines.map(({ id }) => id)}::uuid[],
                          ${lines.map(({ channel }) => channel)}::text[])
                   as w (id, line_id, channel)) n`;
}

/** The open attempts of lines whose outcome is known now. */
export async function closeSubmissions(
  tx: Transaction,
  lineIds: readonly LineId[],
  outcome: {
    readonly state: 'succeeded' | 'refused';
    readonly officialNumber?: string | null;
    readonly words?: string | null;
  },
): Promise<void> {
  await tx.sql`
    update orders.submission
       set state = ${outcome.state}, answered_at = ${tx.now}, next_ask_at = null,
           official_number = coalesce(${outcome.officialNumber ?? null}, official_number),
           words = coalesce(${outcome.words ?? null}, words)
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${lineIds}::uuid[]) and state in ('sent', 'unknown', 'received')`;
}

/** What waited for the robot and is not to go out any more. It never did. */
export async function withdrawPrepared(
  tx: Transaction,
  lines: readonly Line[],
  words: string,
): Promise<void> {
  const waiting = lines.filter(({ hasOpenSubmission }) => hasOpenSubmission);
  if (waiting.length === 0) return;
  await tx.sql`
    update orders.submission
       set state = 'missed', answered_at = ${tx.now}, next_ask_at = null, words = ${words}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and line_id = any (${waiting.map(({ id }) => id)}::uuid[]) and state = 'prepared'`;
}

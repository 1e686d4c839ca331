import { shanghaiDate } from '@heyi/kernel';
import {
  type Host,
  inTransaction,
  publish,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { addWorkdays, currentPolicy } from '@heyi/statutory';
import { followTasks } from '../intake/follow-tasks.ts';
import { openLines } from '../intake/open-lines.ts';
import type { LineId } from '../line/line.ts';
import { soonUntil } from '../line/due.ts';
import { lockLines, type LineStep, saveSteps } from '../line/line.store.ts';
import { stepOf } from '../line/line-state.ts';

const clock = systemActor('截止日提醒');

/** Working days to the cut-off, the day included, from which on operations hears of it. */
const escalationDays = 1;

/**
 * Looks at lines whose cut-off comes near: warned of once, and told to operations on the last day or
 * when it is over. Answers how many were. Called again on the same day it is none.
 */
export async function watchLines(host: Host): Promise<number> {
  const today = shanghaiDate(host.clock.now());
  const until = soonUntil(today);
  const found = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from orders.tenants_with_due_lines($1)',
    [until],
  );
  let told = 0;
  for (const { tenant_id: tenantId } of found.rows) {
    const tenantIds = [...new Set([tenantId, host.houseId])];
    const scope = { tenantIds, actor: clock, requestId: 'orders' };
    told += await inTransaction(host, scope, watchTenant);
  }
  return told;
}

async function watchTenant(tx: Transaction): Promise<number> {
  await openLines(tx);
  await followTasks(tx);
  const until = soonUntil(tx.today);
  const last = addWorkdays(currentPolicy, tx.today, escalationDays - 1).date;
  const due = await tx.sql<{ id: LineId }>`
    select id from orders.line
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and state in ('pendingAcceptance', 'pendingPapers', 'inProgress', 'sentBack',
                     'officialFailed')
       and official_cutoff <= ${until}
       and (warned_on is null or (escalated_at is null and official_cutoff <= ${last}))`;
  const lines = await lockLines(
    tx,
    due.map(({ id }) => id),
  );
  const steps = [...lines.values()].flatMap((line): LineStep[] => {
    const isLast = line.officialCutoff !== null && line.officialCutoff <= last;
    const action = isLast ? 'escalate' : 'warn';
    const facts = { ...line, isProven: false, waitsForSupplier: false };
    const to = stepOf(facts, action, tx.today);
    if (!to.ok) return [];
    const change = { warnedOn: line.warnedOn ?? tx.today, ...(isLast && { escalatedAt: tx.now }) };
    return [{ line, to: to.value, change, note: { action, words: line.officialCutoff } }];
  });
  await saveSteps(tx, steps);
  const escalated = steps.filter(({ note }) => note.action === 'escalate');
  if (escalated.length > 0) {
    const lineIds = escalated.map(({ line }) => line.id);
    await publish(tx, { type: 'order_lines.escalated', payload: { lineIds } });
  }
  return steps.length;
}

import { publishWebhooks, type WebhookMessage } from '@heyi/connect';
import type { PayOrdersSettled } from '@heyi/payments';
import { onShard, type Transaction } from '@heyi/platform';
import { countOutcomes } from '../flow/count-outcomes.ts';
import { findWithdrawals } from './withdrawal-view.ts';
import type { Ending } from './decide-reversal.ts';
import { reverseWithdrawals } from './reverse-withdrawals.ts';
import type { WithdrawalId } from './withdrawal.ts';

const endings: ReadonlySet<string> = new Set<Ending>(['cancelled', 'failed', 'returned']);

/**
 * What became of orders: those that did not stay with the worker are taken back, and apps are told.
 * News that was heard before changes nothing, and tells nobody twice: each is heard exactly once.
 */
export async function followOrders(
  tx: Transaction,
  { subjectKind, shardKey, outcomes }: PayOrdersSettled,
): Promise<void> {
  if (subjectKind !== 'withdrawalDay') return;
  const at = onShard(tx, shardKey);
  const ended = new Map<WithdrawalId, Ending>();
  for (const { state, subjectIds } of outcomes) {
    if (!endings.has(state)) continue;
    for (const id of subjectIds) ended.set(id as WithdrawalId, state as Ending);
  }
  if (ended.size > 0) await reverseWithdrawals(at, ended);
  const told = outcomes.flatMap(({ state, subjectIds }) =>
    state in newsOf ? subjectIds.map((id) => ({ id: id as WithdrawalId, state })) : [],
  );
  await countOutcomes(
    at,
    told.flatMap(({ id, state }) => (isCounted(state) ? [{ id, state }] : [])),
  );
  await tellApps(
    at,
    told.map(({ id, state }) => ({ id, type: newsOf[state as keyof typeof newsOf] })),
  );
}

const isCounted = (state: string): state is 'succeeded' | 'failed' | 'returned' =>
  state === 'succeeded' || state === 'failed' || state === 'returned';

const newsOf = {
  succeeded: 'withdrawal.paid',
  failed: 'withdrawal.failed',
  returned: 'withdrawal.returned',
  cancelled: 'withdrawal.cancelled',
} as const;

type NewsType = (typeof newsOf)[keyof typeof newsOf] | 'withdrawal.resumed';

/** Webhooks to the apps that asked for the withdrawals; `tx` is on their stripe. */
export async function tellApps(
  tx: Transaction,
  news: readonly { readonly id: WithdrawalId; readonly type: NewsType }[],
): Promise<void> {
  if (news.length === 0) return;
  const rows = await findWithdrawals(
    tx,
    news.map(({ id }) => id),
  );
  const messages = news.flatMap(({ id, type }): WebhookMessage[] => {
    const row = rows.get(id);
    if (!row || row.appId === null) return [];
    const { businessId, externalWorkerId, gross, tax, net, reason } = row;
    const data = { withdrawalId: id, businessId, externalWorkerId, gross, tax, net, reason };
    return [{ appId: row.appId, type, data }];
  });
  await publishWebhooks(tx, messages);
}

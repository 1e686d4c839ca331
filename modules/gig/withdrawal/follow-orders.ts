import { publishWebhooks, type WebhookMessage } from '@heyi/connect';
import type { PayOrdersSettled } from '@heyi/payments';
import { onShard, type Transaction } from '@heyi/platform';
import { countOutcomes } from '../flow/count-outcomes.ts';
import type { Ending } from './decide-reversal.ts';
import { reverseWithdrawals } from './reverse-withdrawals.ts';
import { readTold, type ToldWithdrawal } from './told-withdrawal.store.ts';
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
    isNews(state) ? subjectIds.map((id) => ({ id: id as WithdrawalId, state })) : [],
  );
  const withdrawals = await readTold(
    at,
    told.map(({ id }) => id),
  );
  await countOutcomes(at, told, withdrawals);
  await publishWebhooks(
    at,
    told.flatMap(({ id, state }) => messageOf(newsOf[state], withdrawals.get(id))),
  );
}

const newsOf = {
  succeeded: 'withdrawal.paid',
  failed: 'withdrawal.failed',
  returned: 'withdrawal.returned',
  cancelled: 'withdrawal.cancelled',
} as const;

const isNews = (state: string): state is keyof typeof newsOf => state in newsOf;

type NewsType = (typeof newsOf)[keyof typeof newsOf] | 'withdrawal.resumed';

/** Webhooks to the apps that asked for the withdrawals; `tx` is on their stripe. */
export async function tellApps(
  tx: Transaction,
  news: readonly { readonly id: WithdrawalId; readonly type: NewsType }[],
): Promise<void> {
  if (news.length === 0) return;
  const withdrawals = await readTold(
    tx,
    news.map(({ id }) => id),
  );
  await publishWebhooks(
    tx,
    news.flatMap(({ id, type }) => messageOf(type, withdrawals.get(id))),
  );
}

/** None of a withdrawal that no app asked for. */
function messageOf(type: NewsType, found: ToldWithdrawal | undefined): WebhookMessage[] {
  if (!found || found.appId === null) return [];
  const { id, appId, businessId, externalWorkerId, gross, tax, net, reason } = found;
  const data = { withdrawalId: id, businessId, externalWorkerId, gross, tax, net, reason };
  return [{ appId, type, data }];
}

import type { Input, paymentsContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { quickAskSeconds, usualAskSeconds } from '../order/pay-order.ts';
import { askPolicyEntries, entryAt } from './ask-policy.store.ts';

export async function getAskPolicy(tx: Transaction, _input: Input<typeof contract.getAskPolicy>) {
  return ok(await viewAskPolicy(tx));
}

export async function viewAskPolicy(tx: Transaction) {
  const entries = await askPolicyEntries(tx);
  const current = entryAt(entries, tx.today);
  const usual = {
    askAfterSeconds: [...usualAskSeconds],
    effectiveFrom: null,
    reason: '产品默认 · as shipped',
    changedBy: null,
  };
  return {
    current: current ?? usual,
    quickSeconds: [...quickAskSeconds],
    others: entries.filter((entry) => entry !== current),
  };
}

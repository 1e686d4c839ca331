import { gigWithdrawalContract as contract, type Input } from '@heyi/contract';
import { assert, fail, type Result } from '@heyi/kernel';
import { type DirectCall, directRoute, type Host, type Nonce, Refusal } from '@heyi/platform';
import { closeBalanceReader } from '../balance/serve-balances.ts';
import {
  type Collector,
  CollectorFull,
  type CollectorOptions,
  openCollector,
} from './collector.ts';
import type { WithdrawalCode, WithdrawalRequest } from './withdrawal.ts';

/** One collector a process: two of them would only wait for each other. */
const collectors = new WeakMap<Host, Collector>();

export function collectorOf(host: Host, options?: CollectorOptions): Collector {
  let collector = collectors.get(host);
  if (!collector)
    collectors.set(host, (collector = openCollector(host, { isAwaited: true, ...options })));
  return collector;
}

/** What gathers requests, withdrawals and reads alike, ends when everybody who asked is answered. */
export async function closeCollector(host: Host): Promise<void> {
  const collector = collectors.get(host);
  collectors.delete(host);
  await Promise.all([collector?.close(), closeBalanceReader(host)]);
}

/** `POST /v1/withdrawals`: the nonce is used up in the transaction of the batch. */
async function serveWithdrawal(call: DirectCall, input: Input<typeof contract.withdraw>) {
  const { actor, nonce } = call.caller;
  assert(actor.app !== null && actor.tenantId !== null, 'an app of a tenant asks');
  assert(call.idempotencyKey !== null, 'a withdrawal has an Idempotency-Key');
  const request = {
    tenantId: actor.tenantId,
    environment: actor.app.environment,
    appId: actor.app.id,
    externalWorkerId: input.externalWorkerId,
    businessId: input.businessId,
    key: call.idempotencyKey,
    amount: input.amount,
    incomeKind: input.incomeKind ?? null,
  };
  return submitWithdrawal(call.host, request, nonce);
}

/** The one way in for requests, whoever asks: into the next batch of the worker's stripe. */
export async function submitWithdrawal(
  host: Host,
  request: WithdrawalRequest,
  nonce: Nonce | null = null,
): Promise<Result<string, { code: WithdrawalCode }>> {
  const outcome = await collectorOf(host)
    .submit(request, nonce)
    .catch((error: unknown) => {
      if (error instanceof CollectorFull) throw new Refusal({ code: 'server.unavailable' });
      throw error;
    });
  if (outcome.ok) return outcome;
  const { code } = outcome.failure;
  if (code === 'nonce.replayed' || code === 'signature.expired') throw new Refusal({ code });
  return fail({ code });
}

export const withdrawRoute = directRoute(contract.withdraw, serveWithdrawal);

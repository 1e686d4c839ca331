import { gigWithdrawalContract as contract, type Input } from '@heyi/contract';
import { assert, fail } from '@heyi/kernel';
import { type DirectCall, directRoute, type Host, Refusal } from '@heyi/platform';
import { type BalanceReader, openBalanceReader } from './balance-reader.ts';

/** One reader a process. */
const readers = new WeakMap<Host, BalanceReader>();

/** Ends when everybody who asked is answered. */
export async function closeBalanceReader(host: Host): Promise<void> {
  const reader = readers.get(host);
  readers.delete(host);
  await reader?.close();
}

/** `GET /v1/workers/:externalWorkerId/balances`: apps ask it ten times a withdrawal. */
async function serveBalances(call: DirectCall, input: Input<typeof contract.readBalances>) {
  const { actor, nonce } = call.caller;
  assert(actor.app !== null && actor.tenantId !== null, 'an app of a tenant asks');
  const { tenantId } = actor;
  const { environment } = actor.app;
  let reader = readers.get(call.host);
  if (!reader) readers.set(call.host, (reader = openBalanceReader(call.host)));
  const answer = await reader.read({ tenantId, environment, ...input }, nonce);
  if (answer.ok) return answer;
  const { code } = answer.failure;
  if (code === 'worker.not_found') return fail({ code });
  throw new Refusal({ code });
}

export const readBalancesRoute = directRoute(contract.readBalances, serveBalances);

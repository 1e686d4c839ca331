import { hash } from 'node:crypto';
import { gigPageContract as contract, type Input } from '@heyi/contract';
import { assert, fail } from '@heyi/kernel';
import { type DirectCall, directRoute, inTransaction } from '@heyi/platform';
import { isLiveOpen } from '../tax/live-keys.ts';
import { submitWithdrawal } from '../withdrawal/withdraw.ts';
import { ownWorker } from './own-worker.ts';

/** `POST /v1/me/withdrawals`: gathered with the app's own requests and answered like them. */
async function withdrawOwn(call: DirectCall, input: Input<typeof contract.withdrawOwn>) {
  const { actor } = call.caller;
  const { link, app, tenantId } = actor;
  assert(link !== null && app !== null && tenantId !== null, 'an app made the link');
  assert(call.idempotencyKey !== null, 'a withdrawal has an Idempotency-Key');
  const scope = { tenantIds: [tenantId], actor, requestId: call.requestId, origin: call.origin };
  const own = await inTransaction(call.host, scope, ownWorker);
  if (app.environment === 'live' && !(await isLiveOpen(call.host))) {
    return fail({ code: 'program.not_active' as const });
  }
  const formId = formIdOf(link.sessionId, call.idempotencyKey);
  const outcome = await submitWithdrawal(call.host, {
    tenantId,
    environment: app.environment,
    appId: app.id,
    externalWorkerId: own.externalId,
    businessId: formId,
    key: formId,
    amount: input.amount,
    incomeKind: input.incomeKind ?? null,
  });
  if (outcome.ok) return outcome;
  const { code } = outcome.failure;
  // Key and business id are one here: with another body the form's key was used again.
  const isReused = code === 'withdrawal.business_id_reused';
  return fail({ code: isReused ? ('withdrawal.key_reused' as const) : code });
}

/** A form of a session is one withdrawal, however often it is sent; nobody else makes its id. */
function formIdOf(sessionId: string, key: string): string {
  return `page-${hash('sha256', `${sessionId}\n${key}`, 'hex').slice(0, 48)}`;
}

export const pageDirectRoutes = [directRoute(contract.withdrawOwn, withdrawOwn)];

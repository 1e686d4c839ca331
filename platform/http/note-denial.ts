import type { Operation } from '@heyi/contract';
import type { Actor } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Host } from '../host.ts';
import { inTransaction, type Origin } from '../postgres/transaction.ts';
import { type CommonFailure, Refusal } from './problem.ts';

const denials: readonly CommonFailure[] = ['permission.denied', 'tenant.not_found'];

/** Somebody who is signed in and reaches for what is not theirs is written down. */
export async function noteDenial(
  host: Host,
  operation: Operation,
  request: { id: string; origin: Origin; actor: Actor | null },
  error: unknown,
): Promise<void> {
  const { actor, id: requestId, origin } = request;
  if (!(error instanceof Refusal) || !denials.includes(error.failure.code)) return;
  if (actor === null || actor.tenantId === null) return;
  const scope = { tenantIds: [actor.tenantId], actor, requestId, origin };
  const detail = { operation: operation.id, code: error.failure.code, address: origin.address };
  await inTransaction(host, scope, (tx) =>
    appendAudit(tx, { operation: 'access.denied', subjectId: null, detail }),
  );
}

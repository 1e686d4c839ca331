import type { Language, Operation } from '@heyi/contract';
import { parseId, type Result } from '@heyi/kernel';
import { z } from 'zod';
import { type Actor, callerIdOf, hasFreshSecondFactor, systemActor } from '../actor.ts';
import { appendAudit, type AuditEntry } from '../audit/append-audit.ts';
import { uuidOfIdText } from '../audit/id-text.ts';
import type { Host } from '../host.ts';
import {
  inTransaction,
  type Origin,
  type TenantId,
  type Transaction,
  type UploadedFile,
} from '../postgres/transaction.ts';
import {
  claimKey,
  releaseKey,
  requestHash,
  type StoredAnswer,
  storeAnswer,
} from './idempotency.ts';
import { Refusal } from './problem.ts';
import type { Route } from './route.ts';

/** A request after HTTP: what was sent, and who sent it. */
export type OperationRequest = {
  id: string;
  origin: Origin;
  language: Language;
  actor: Actor | null;
  input: Record<string, unknown>;
  idempotencyKey: string | undefined;
  upload: UploadedFile | null;
  setSession: Transaction['setSession'];
};

export type OperationAnswer =
  | { kind: 'value'; status: number; body: unknown }
  | { kind: 'failure'; status: number; failure: { code: string } };

/** The wrapper of every use case: who, what may they, whose data, once only, written down. */
export async function runOperation(
  host: Host,
  route: Route,
  request: OperationRequest,
): Promise<OperationAnswer> {
  const { operation } = route;
  const actor = admit(host, operation, request.actor);
  const tenantIds = tenantsOf(host, operation, actor, request.input);
  const input = readInput(operation, request.input);
  const key = changes(operation) && callerIdOf(actor) !== null ? keyOf(operation, request) : null;
  const scope = {
    tenantIds,
    actor,
    requestId: request.id,
    origin: request.origin,
    language: request.language,
    upload: request.upload,
    setSession: request.setSession,
    ...(key !== null && { lockSeconds: changeWaitSeconds }),
  };
  const answer = await inTransaction(
    host,
    scope,
    (tx) => answerOnce(tx, route, { key, sent: request.input, input }),
    (outcome) => outcome.kind === 'failure' && operation.keepOnFailure !== true,
  );
  if (changes(operation)) host.wakeEvents();
  return answer;
}

/** Longer than a user waits for somebody else's change, shorter than a request may hang. */
const changeWaitSeconds = 15;

export function changes(operation: Operation): boolean {
  return operation.method !== 'GET' && operation.pure !== true;
}

/** The one who acts, when the operation is open to them; an open operation knows nobody. */
export function admit(host: Host, operation: Operation, actor: Actor | null): Actor {
  if (operation.scope === 'public') return systemActor('nobody');
  if (actor === null || doorOf(operation) !== doorOfActor(actor)) {
    throw new Refusal({ code: missingAt[doorOf(operation)] });
  }
  if (operation.permission !== null && !actor.permissions.has(operation.permission)) {
    throw new Refusal({ code: 'permission.denied', permission: operation.permission });
  }
  if (operation.secondFactor && !hasFreshSecondFactor(actor, host.clock.now())) {
    throw new Refusal({ code: 'second_factor.required' });
  }
  return actor;
}

type Door = 'people' | 'app' | 'link';

const missingAt = {
  people: 'session.required',
  app: 'app.credentials_required',
  link: 'link.required',
} as const satisfies Record<Door, string>;

/** Whoever came in by one door finds the others closed. */
function doorOf({ scope }: Operation): Door {
  return scope === 'app' || scope === 'link' ? scope : 'people';
}

function doorOfActor(actor: Actor): Door {
  if (actor.link !== null) return 'link';
  return actor.app === null ? 'people' : 'app';
}

/** A tenant that is not the actor's is answered like one that does not exist. */
function tenantsOf(
  host: Host,
  operation: Operation,
  actor: Actor,
  input: Record<string, unknown>,
): TenantId[] {
  switch (operation.scope) {
    case 'public':
      return [];
    case 'app':
    case 'link': {
      const own = actor.tenantId === null ? [] : [actor.tenantId];
      return operation.withHouse ? [...new Set([...own, host.houseId])] : own;
    }
    case 'account':
      return actor.tenantId === null ? [] : [actor.tenantId];
    case 'house':
      if (actor.tenantId !== host.houseId) throw new Refusal({ code: 'permission.denied' });
      return [host.houseId];
    case 'assigned':
      return [...actor.assignedTenantIds];
    case 'tenant': {
      const tenantId = parseId('ten', String(input['tenantId']));
      if (tenantId === null || !actor.assignedTenantIds.includes(tenantId)) {
        throw new Refusal({ code: 'tenant.not_found' });
      }
      return operation.withHouse ? [...new Set([tenantId, host.houseId])] : [tenantId];
    }
  }
}

/** What was sent, as the contract reads it: ids, amounts and days are decoded. */
export function readInput(
  operation: Operation,
  sent: Record<string, unknown>,
): Record<string, unknown> {
  const unreadable = unreadablePlaces(sent, '');
  if (unreadable.length > 0) throw new Refusal({ code: 'request.invalid', fields: unreadable });
  const parsed = z.safeDecode(operation.input, sent);
  if (!parsed.success) {
    throw new Refusal({ code: 'request.invalid', fields: fieldsOf(parsed.error) });
  }
  return parsed.data;
}

export function keyOf(
  operation: Operation,
  request: Pick<OperationRequest, 'idempotencyKey'>,
): string {
  const key = request.idempotencyKey;
  if (key === undefined || key.length < 8 || key.length > 200) {
    throw new Refusal({ code: 'idempotency.key_required', operation: operation.id });
  }
  return key;
}

async function answerOnce(
  tx: Transaction,
  route: Route,
  request: {
    key: string | null;
    sent: Record<string, unknown>;
    input: Record<string, unknown>;
  },
): Promise<OperationAnswer> {
  const { operation } = route;
  if (request.key !== null) {
    const hash = requestHash(operation.id, [request.input, tx.upload?.content]);
    const claim = await claimKey(tx, { key: request.key, operation: operation.id, hash });
    if (claim.kind === 'reused') throw new Refusal({ code: 'idempotency.key_reused' });
    if (claim.kind === 'repeated') return repeated(claim.stored);
  }
  const outcome = await route.run(tx, request.input as never);
  if (!outcome.ok) {
    if (request.key !== null && operation.keepOnFailure) await releaseKey(tx, request.key);
    return failureAnswer(operation, outcome);
  }
  const body = operation.download ? outcome.value : z.encode(operation.output, outcome.value);
  const answer = { status: 200, answer: body };
  if (request.key !== null) await storeAnswer(tx, request.key, answer);
  if (changes(operation) && callerIdOf(tx.actor) !== null) {
    await appendAudit(tx, auditOf(operation, request.sent, body));
  }
  return { kind: 'value', status: 200, body };
}

function repeated(stored: StoredAnswer): OperationAnswer {
  return { kind: 'value', status: stored.status, body: stored.answer };
}

export function failureAnswer(
  operation: Operation,
  outcome: Extract<Result<unknown, { code: string }>, { ok: false }>,
): OperationAnswer {
  const status = operation.failures[outcome.failure.code];
  if (status === undefined) throw new Error(`undeclared failure ${outcome.failure.code}`);
  return { kind: 'failure', status, failure: outcome.failure };
}

/** Ids alone, as the API writes them: whatever else was sent may be personal. */
function auditOf(operation: Operation, sent: Record<string, unknown>, body: unknown): AuditEntry {
  const made = (body as { id?: unknown }).id;
  const detail = Object.fromEntries(
    Object.entries({ ...sent, made }).filter(([, value]) => uuidOfIdText(value) !== null),
  );
  const lastInPath = operation.path
    .match(/:(\w+)/g)
    ?.at(-1)
    ?.slice(1);
  const named = lastInPath && lastInPath !== 'tenantId' ? detail[lastInPath] : undefined;
  const subject = named ?? detail['made'];
  return { operation: operation.id, subjectId: uuidOfIdText(subject), detail };
}

/** Text that no database keeps: with a NUL, or with half of a surrogate pair. */
function unreadablePlaces(value: unknown, path: string): { path: string; message: string }[] {
  if (typeof value === 'string') {
    const isReadable = value.isWellFormed() && !value.includes('\u0000');
    return isReadable ? [] : [{ path, message: 'text.unreadable' }];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    unreadablePlaces(name, path).concat(
      unreadablePlaces(inside, path === '' ? name : `${path}.${name}`),
    ),
  );
}

function fieldsOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

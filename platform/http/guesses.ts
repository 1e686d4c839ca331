import type { Operation } from '@heyi/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './problem.ts';
import type { OperationAnswer } from './run-operation.ts';
import { openTurnstile } from './turnstile.ts';

/** Runs the work of a request, in its turn when it may be a guess. */
export type TakeTurn = (
  operation: Operation,
  request: FastifyRequest,
  accountId: string | null,
  work: () => Promise<OperationAnswer>,
) => Promise<OperationAnswer>;

/** Each is hashed for some time, and holds a connection meanwhile. */
const atOnce = 4;
const inLineMax = 200;

/**
 * Requests that may guess a secret (signing in, codes, a password asked again) are few a minute, of
 * one account or one address, and few at once: whoever tries the whole book of passwords, from
 * wherever, leaves the connections to those who work.
 */
export function guardGuesses(server: FastifyInstance, perMinute: number): TakeTurn {
  const keys = new WeakMap<FastifyRequest, string>();
  const count = server.createRateLimit({
    max: perMinute,
    keyGenerator: (request) => keys.get(request) ?? request.ip,
  });
  const turnstile = openTurnstile(atOnce, inLineMax);
  const countGuess = async (request: FastifyRequest): Promise<void> => {
    const limit = await count(request);
    if (limit.isAllowed || !limit.isExceeded) return;
    throw new Refusal({ code: 'rate.limited', retryAfterSeconds: limit.ttlInSeconds });
  };
  return async (operation, request, accountId, work) => {
    if (!operation.keepOnFailure) return work();
    if (accountId !== null) keys.set(request, accountId);
    if (operation.countsFailuresOnly) {
      const answer = await work();
      if (answer.kind === 'failure') await countGuess(request);
      return answer;
    }
    await countGuess(request);
    return turnstile(work);
  };
}

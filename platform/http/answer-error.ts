import type { FastifyReply, FastifyRequest } from 'fastify';
import { faultStack } from '../fault-text.ts';
import { isOutage } from '../postgres/outage.ts';
import { type CommonFailure, type Problem, problemOf, Refusal } from './problem.ts';
import { headerOf } from './request.ts';

/** Answers whatever was thrown as a problem; only faults of ours reach the operator's log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  // A database that is away is told by whoever waits for it, once and not a request.
  if (refusal.failure.code === 'server.failed') reportFault(error, request);
  if (refusal.status === 503) void reply.header('retry-after', 5);
  const wait = refusal.failure['retryAfterSeconds'];
  if (typeof wait === 'number') void reply.header('retry-after', wait);
  void sendProblem(reply, problemOf(refusal.failure, refusal.status, problemContextOf(request)));
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}

/** The request as its problem names it. */
export function problemContextOf(request: FastifyRequest): { id: string; language: string } {
  return { id: request.id, language: headerOf(request, 'accept-language') ?? 'zh-CN' };
}

const codesByStatus: Record<number, CommonFailure> = {
  // A path that leaves the folder of the pages.
  403: 'route.not_found',
  404: 'route.not_found',
  413: 'request.too_large',
  429: 'rate.limited',
};

type Thrown = { statusCode?: number; code?: string };

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const thrown = (error ?? {}) as Thrown;
  if (thrown.code === '55P03') return new Refusal({ code: 'idempotency.in_progress' });
  if (isOutage(error)) return new Refusal({ code: 'server.unavailable' });
  const status = thrown.statusCode ?? 500;
  const isOurs = status < 400 || status >= 500;
  const code = codesByStatus[status] ?? (isOurs ? 'server.failed' : 'request.body_malformed');
  return new Refusal({ code });
}

/** The operator's log: enough to find the fault, nothing that was sent. */
function reportFault(error: unknown, request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'no route';
  process.stderr.write(`fault ${request.id} ${request.method} ${route}\n${faultStack(error)}\n`);
}

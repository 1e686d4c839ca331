import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CommonFailure, type Problem, problemOf, Refusal } from './problem.ts';
import { headerOf } from './request.ts';

/** Answers whatever was thrown as a problem; only faults of ours reach the operator's log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) reportFault(error, request);
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
  400: 'request.invalid',
  404: 'route.not_found',
  413: 'request.too_large',
  415: 'request.invalid',
  429: 'rate.limited',
};

/** PostgreSQL's classes for "not now": connection lost, shutting down, too many connections. */
const outageStates = /^(08|53|57P)/;
/** The driver's own, which carry no code. */
const outageMessages =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

type Thrown = { statusCode?: number; code?: string; syscall?: string; message?: string };

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const thrown = (error ?? {}) as Thrown;
  if (thrown.code === '55P03') return new Refusal({ code: 'idempotency.in_progress' });
  if (isOutage(thrown)) return new Refusal({ code: 'server.unavailable' });
  const code = codesByStatus[thrown.statusCode ?? 500] ?? 'server.failed';
  return new Refusal(code === 'request.invalid' ? { code, fields: [] } : { code });
}

function isOutage({ code = '', syscall, message = '' }: Thrown): boolean {
  if (outageStates.test(code) || outageMessages.test(message)) return true;
  return syscall === 'connect' || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code);
}

/** The operator's log: enough to find the fault, nothing that was sent. */
function reportFault(error: unknown, request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'no route';
  const text = error instanceof Error ? (error.stack ?? error.message) : 'unknown fault';
  process.stderr.write(`fault ${request.id} ${request.method} ${route}\n${text}\n`);
}

import type { FileAnswer, Operation } from '@heyi/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Host } from '../host.ts';
import { problemContextOf, sendProblem } from './answer-error.ts';
import type { AppCaller } from './app-door.ts';
import { problemOf } from './problem.ts';
import { headerOf, originOf } from './request.ts';
import type { DirectRoute } from './route.ts';
import {
  admit,
  changes,
  failureAnswer,
  keyOf,
  type OperationAnswer,
  readInput,
} from './run-operation.ts';
import { sendFile } from './send-file.ts';
import { completeLanguageOf } from './translations.ts';

/** How whoever calls comes in, and how what they sent is read, at the door of the route. */
export type DirectDoor = {
  readonly host: Host;
  readonly secure: boolean;
  enter(request: FastifyRequest, reply: FastifyReply): Promise<AppCaller>;
  readFields(request: FastifyRequest): Promise<Record<string, unknown>>;
};

/** Answers a request by a use case that makes its own transactions. */
export function directHandler({ operation, serve }: DirectRoute, door: DirectDoor) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { host } = door;
    const caller = await door.enter(request, reply);
    admit(host, operation, caller.actor);
    const idempotencyKey = headerOf(request, 'idempotency-key');
    const call = {
      host,
      caller,
      idempotencyKey: changes(operation) ? keyOf(operation, { idempotencyKey }) : null,
      requestId: request.id,
      origin: originOf(request, door.secure),
      language: completeLanguageOf(headerOf(request, 'accept-language') ?? ''),
    };
    const input = readInput(operation, await door.readFields(request));
    const outcome = await serve(call, input as never);
    const answer: OperationAnswer = outcome.ok
      ? { kind: 'value', status: 200, body: outcome.value }
      : failureAnswer(operation, outcome);
    return sendAnswer(request, reply, operation, answer);
  };
}

export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  answer: OperationAnswer,
): FastifyReply {
  if (answer.kind === 'failure') {
    const context = problemContextOf(request);
    return sendProblem(reply, problemOf(answer.failure, answer.status, context));
  }
  if (operation.download) return sendFile(reply, answer.body as FileAnswer);
  const type = 'application/json; charset=utf-8';
  return reply.header('cache-control', 'no-store').type(type).send(answer.body);
}

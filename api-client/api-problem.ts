import type { CommonFailure, Operations } from './__generated__/operations.ts';

export type OperationId = keyof Operations;

/** What an operation may be refused with: `instanceof ApiProblem`, then look at `code`. */
export type FailureOf<K extends OperationId> = Operations[K]['failure'] | CommonFailure;

/** An answer that is not a success (RFC 9457): act on `code`, log `requestId`. */
export class ApiProblem<Code extends string = string> extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  readonly code: Code;
  readonly title: string;
  readonly detail: string | null;
  readonly requestId: string | null;
  /** The facts of the failure, such as `fields` of `request.invalid`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const { code, title, detail, instance, type: _type, status: _status, ...facts } = body;
    const known = typeof code === 'string' ? code : 'server.unavailable';
    super(typeof title === 'string' ? `${known}: ${title}` : known);
    this.status = status;
    this.code = known as Code;
    this.title = typeof title === 'string' ? title : known;
    this.detail = typeof detail === 'string' ? detail : null;
    this.requestId = typeof instance === 'string' ? instance : null;
    this.facts = facts;
  }
}

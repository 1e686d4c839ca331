import type { z } from 'zod';

/**
 * Who a request speaks for.
 * - `public`: nobody has to be signed in.
 * - `account`: the signed-in account itself.
 * - `house`: the provider's own tenant.
 * - `tenant`: the one tenant named by `:tenantId` in the path.
 * - `assigned`: every tenant assigned to the actor (reads only).
 * - `app`: an app of one tenant, which signs its requests or brings a token. The tenant is the app's,
 *   so the path names none; `permission` is a scope of its key, such as `withdrawals:write`.
 * - `link`: one person at the phone that opened the link. Tenant and subject are the session's, so
 *   neither path nor input names them; `permission` is `link:` and the link's purpose.
 */
export type OperationScope =
  | 'public'
  | 'account'
  | 'house'
  | 'tenant'
  | 'assigned'
  | 'app'
  | 'link';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One operation of the public API. `input` is one flat object: names that stand in the path are read
 * from it, the others from the query (GET, DELETE) or from the JSON body (POST, PUT).
 */
export type Operation = {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly scope: OperationScope;
  /** `noun:verb`; null when being in scope is enough. */
  readonly permission: string | null;
  readonly input: z.ZodObject;
  readonly output: z.ZodType;
  /** Every expected failure in the order it is checked, with its HTTP status. */
  readonly failures: Readonly<Record<string, number>>;
  /** Permissions without which parts of the answer are null, and files lack them. */
  readonly partPermissions?: readonly string[];
  /** Asks for a fresh second factor: approve, pay, reveal. */
  readonly secondFactor?: true;
  /** A tenant operation that also reads the provider's own tenant (its entities and accounts). */
  readonly withHouse?: true;
  /** Answers a file instead of JSON. */
  readonly download?: true;
  /** Takes one multipart file beside the input. */
  readonly upload?: true;
  /** Changes nothing though it is a POST: a calculation, a preview. */
  readonly pure?: true;
  /** What a failure wrote stays: a wrong password is counted. Others leave no trace. */
  readonly keepOnFailure?: true;
  /**
   * Its secret is too long to be guessed, and many people come from one address: failures alone are
   * counted, and who knows the secret never waits.
   */
  readonly countsFailuresOnly?: true;
};

export function operation<const O extends Operation>(definition: O): O {
  return definition;
}

/** What the use case receives: parsed values (uuid, Fen, PlainDate …). */
export type Input<O extends Operation> = z.output<O['input']>;
/** What the use case answers; a download answers its file. */
export type Output<O extends Operation> = O['download'] extends true
  ? FileAnswer
  : z.output<O['output']>;
export type FailureCode<O extends Operation> = keyof O['failures'] & string;

/** The same on the wire: prefixed ids, yuan text. */
export type WireInput<O extends Operation> = z.input<O['input']>;
export type WireOutput<O extends Operation> = z.input<O['output']>;

export type FileAnswer = {
  name: string;
  type: string;
  body: Uint8Array | AsyncIterable<Uint8Array>;
};

/** Failures that end a job and that no operation answers; they stand in the job's `failure`. */
export const jobFailures: readonly string[] = ['job.gave_up', 'taxpayer.subject_missing'];

/** Failures that the HTTP layer itself answers, for any operation. */
export const commonFailures = {
  'request.invalid': 400,
  'request.body_malformed': 400,
  'field.not_sealed': 400,
  'field.unreadable': 400,
  'session.required': 401,
  'operation.not_for_apps': 403,
  'request.forged': 403,
  'permission.denied': 403,
  'second_factor.required': 403,
  'tenant.not_found': 404,
  'route.not_found': 404,
  'request.too_large': 413,
  'idempotency.key_required': 400,
  'idempotency.key_reused': 422,
  'idempotency.in_progress': 409,
  'rate.limited': 429,
  'server.failed': 500,
  'server.unavailable': 503,
} as const;

/** Further failures of the HTTP layer, for operations of the scope `app`. */
export const appFailures = {
  'app.credentials_required': 401,
  'app.credentials_invalid': 401,
  'signature.malformed': 401,
  'signature.wrong': 401,
  'signature.expired': 401,
  'nonce.replayed': 401,
  'address.refused': 403,
  'app.live_blocked': 403,
} as const;

/** Further failures of the HTTP layer, for operations of the scope `link`. */
export const linkFailures = { 'link.required': 401 } as const;

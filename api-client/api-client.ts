import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiFile, operationTable, type Operations } from './__generated__/operations.ts';
import { ApiProblem, type OperationId } from './api-problem.ts';
import { type Credentials, signRequest } from './sign-request.ts';

export type ApiClientOptions = Credentials & {
  /** Such as `https://heyi.example.com`. */
  readonly baseUrl: string;
  /** How often a request is repeated that may succeed later; four times unless told otherwise. */
  readonly retries?: number;
  /** Of one attempt; thirty seconds unless told otherwise. */
  readonly timeoutMs?: number;
  /** In which titles and details are read. */
  readonly language?: 'zh-CN' | 'en';
};

export type CallOptions = {
  /**
   * Name one that you have written down, to repeat the call after a crash of your own: the same key
   * with the same request has one effect. A new one is made otherwise.
   */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

export type ApiClient = {
  readonly [K in OperationId]: (
    request: Operations[K]['request'],
    options?: CallOptions,
  ) => Promise<Operations[K]['answer']>;
};

type Row = readonly [method: string, path: string, kind: 'json' | 'file', takesKey: boolean];

/** Calls every operation by its name. A refusal throws an {@link ApiProblem}. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const table: Readonly<Record<string, Row>> = operationTable;
  const clock = { aheadSeconds: 0 };
  const client = Object.entries(table).map(([name, row]) => [
    name,
    (request: Record<string, unknown>, call: CallOptions = {}) =>
      callOperation(options, clock, row, request, call),
  ]);
  return Object.fromEntries(client) as ApiClient;
}

/** By how much the server's clock is ahead of ours, as its answers tell. */
type Clock = { aheadSeconds: number };

async function callOperation(
  options: ApiClientOptions,
  clock: Clock,
  [method, path, kind, takesKey]: Row,
  request: Record<string, unknown>,
  call: CallOptions,
): Promise<unknown> {
  const sent = splitRequest(method, path, request);
  const headers: Record<string, string> = {
    'accept-language': options.language ?? 'zh-CN',
    ...(sent.body !== undefined && { 'content-type': 'application/json' }),
    // One key for all attempts: whichever arrives has the one effect.
    ...(takesKey && { 'idempotency-key': call.idempotencyKey ?? randomUUID() }),
  };
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await attemptOnce(options, clock, { ...sent, method, headers }, call.signal);
    if (outcome.kind === 'answer')
      return kind === 'file' ? fileOf(outcome.response) : outcome.response.json();
    const { error, waitMs } = outcome;
    if (waitMs === null || attempt >= (options.retries ?? 4)) throw error;
    await pause(Math.max(waitMs, backOffMs(attempt)), undefined, { signal: call.signal });
  }
}

type Sent = { url: string; body: string | undefined };

/** What stands in the path goes there, the rest into the query or the body. */
function splitRequest(method: string, path: string, request: Record<string, unknown>): Sent {
  const rest = new Map(Object.entries(request).filter(([, value]) => value !== undefined));
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  if (method === 'POST' || method === 'PUT') {
    return { url, body: JSON.stringify(Object.fromEntries(rest)) };
  }
  const query = new URLSearchParams();
  for (const [name, value] of rest) query.set(name, String(value));
  return { url: query.size === 0 ? url : `${url}?${query.toString()}`, body: undefined };
}

type Outcome =
  | { kind: 'answer'; response: Response }
  /** `waitMs` null: it will not get better. */
  | { kind: 'failure'; error: unknown; waitMs: number | null };

async function attemptOnce(
  options: ApiClientOptions,
  clock: Clock,
  sent: Sent & { method: string; headers: Record<string, string> },
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const { method, url, body } = sent;
  const timestamp = Math.floor(Date.now() / 1000) + clock.aheadSeconds;
  const signature = signRequest(
    options,
    { method, url, ...(body !== undefined && { body }) },
    timestamp,
  );
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000);
  try {
    const response = await fetch(options.baseUrl + url, {
      method,
      body: body ?? null,
      headers: { ...sent.headers, ...signature },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      redirect: 'error',
    });
    if (response.ok) return { kind: 'answer', response };
    const problem = new ApiProblem(response.status, await bodyOf(response));
    const wait = waitAfter(problem, response, clock);
    return { kind: 'failure', error: problem, waitMs: wait };
  } catch (error) {
    // No answer: it may have been done or not, which the same key settles.
    return { kind: 'failure', error, waitMs: signal?.aborted ? null : 0 };
  }
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** Milliseconds until it is worth trying again; null when the answer is final. */
function waitAfter(problem: ApiProblem, response: Response, clock: Clock): number | null {
  const { code, status } = problem;
  if (code === 'signature.expired') return setClock(response, clock) ? 0 : null;
  // Signed anew it is another request; the key says that it is the same.
  if (code === 'nonce.replayed' || code === 'idempotency.in_progress') return 0;
  if (status === 429 || status === 503)
    return Number(response.headers.get('retry-after') ?? 0) * 1000;
  return status === 502 || status === 504 ? 0 : null;
}

/** Takes the server's word for the time, once; a signature that is still refused has another cause. */
function setClock(response: Response, clock: Clock): boolean {
  const told = Date.parse(response.headers.get('date') ?? '');
  if (Number.isNaN(told)) return false;
  const ahead = Math.round((told - Date.now()) / 1000);
  const isNews = Math.abs(ahead - clock.aheadSeconds) > 2;
  clock.aheadSeconds = ahead;
  return isNews;
}

/** 0.2, 0.4, 0.8 … seconds, each up to half of it longer, so that many do not come back at once. */
function backOffMs(attempt: number): number {
  return 200 * 2 ** attempt * (1 + Math.random() / 2);
}

async function fileOf(response: Response): Promise<ApiFile> {
  const header = response.headers.get('content-disposition') ?? '';
  const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header)?.[1] ?? 'download');
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return { name, type, bytes: new Uint8Array(await response.arrayBuffer()) };
}

import type {
  contractModules,
  FailureCode,
  Operation,
  WireInput,
  WireOutput,
} from '@heyi/contract';
import { operationTable } from './__generated__/operations.ts';
import { type FieldSealer, openFieldSealer } from './field-sealer.ts';

/** `[zh, en]` of every operation that changes something: what the audit log speaks of. */
export { operationWords } from './__generated__/operation-words.ts';

type Contract = {
  [M in keyof typeof contractModules]: {
    [
      K in keyof (typeof contractModules)[M] as (typeof contractModules)[M][K] extends Operation
        ? K
        : never
    ]: (typeof contractModules)[M][K];
  };
}[keyof typeof contractModules];

type UnionKeys<T> = T extends T ? keyof T : never;
type Pick1<T, K extends PropertyKey> = T extends Record<K, infer V> ? V : never;

export type OperationId = UnionKeys<Contract> & string;
type OperationOf<K extends OperationId> = Extract<Pick1<Contract, K>, Operation>;

/** Shapes on the wire: ids such as `emp_…`, amounts as decimal text, days as `YYYY-MM-DD`. */
export type RequestOf<K extends OperationId> = WireInput<OperationOf<K>>;
export type AnswerOf<K extends OperationId> =
  OperationOf<K> extends { download: true } ? Download : WireOutput<OperationOf<K>>;
export type FailureOf<K extends OperationId> = FailureCode<OperationOf<K>>;

export type Download = { name: string; type: string; blob: Blob };

export type CallOptions = {
  /** Name one to repeat a call safely; a new one is made otherwise. */
  idempotencyKey?: string;
  upload?: File | Blob;
  signal?: AbortSignal;
};

export type Client = {
  [K in OperationId]: (request: RequestOf<K>, options?: CallOptions) => Promise<AnswerOf<K>>;
};

/** An answer that is not a success (RFC 9457): act on `code`, show `title` and `detail`. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  /** The facts of the failure, such as `fields` of `request.invalid`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Record<string, unknown>) {
    const { code, title, detail, instance, ...facts } = body;
    super(textOr(code, 'server.unavailable'));
    this.status = status;
    this.code = textOr(code, 'server.unavailable');
    this.title = textOr(title, '系统暂时不可用');
    this.detail = typeof detail === 'string' ? detail : undefined;
    this.requestId = typeof instance === 'string' ? instance : undefined;
    this.facts = facts;
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export type ClientOptions = {
  baseUrl: string;
  /** A bearer token; a browser session needs none. */
  token?: string;
  language?: () => string;
  fetch?: typeof fetch;
};

/** The places are those of the fields that travel sealed. */
type Row = readonly [
  method: string,
  path: string,
  kind?: 'json' | 'download' | 'upload',
  places?: readonly string[],
];

/** Calls every operation of the contract by its name. */
export function createClient(options: ClientOptions): Client {
  const table: Readonly<Record<string, Row>> = operationTable;
  const sealer = openFieldSealer(() => client.getFieldKeys({}));
  const client = new Proxy({} as Client, {
    get(_, name: string) {
      const row = table[name];
      if (!row) return undefined;
      return (request: Record<string, unknown>, call: CallOptions = {}) =>
        callSealed({ ...options, sealer }, row, request, call);
    },
  });
  return client;
}

type Calling = ClientOptions & { readonly sealer: FieldSealer };

/** Once more with a new key when the server cannot open what was sealed: its keys change daily. */
async function callSealed(
  options: Calling,
  row: Row,
  request: Record<string, unknown>,
  call: CallOptions,
): Promise<unknown> {
  const again = { ...call, idempotencyKey: call.idempotencyKey ?? randomKey() };
  try {
    return await callOperation(options, row, request, again);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'field.unreadable') throw error;
    options.sealer.forget();
    return callOperation(options, row, request, again);
  }
}

async function callOperation(
  options: Calling,
  [method, path, kind, places = []]: Row,
  request: Record<string, unknown>,
  call: CallOptions,
): Promise<unknown> {
  const rest = { ...request };
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const sendsBody = method === 'POST' || method === 'PUT';
  const sent =
    places.length === 0 ? rest : await options.sealer.seal(rest, places, `${method} ${url}`);
  const headers = new Headers({ 'accept-language': options.language?.() ?? 'zh-CN' });
  if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
  if (method !== 'GET') headers.set('idempotency-key', call.idempotencyKey ?? randomKey());
  const body = sendsBody ? bodyOf(sent, call.upload, headers) : null;
  const answer = await (options.fetch ?? fetch)(
    `${options.baseUrl}${url}${sendsBody ? '' : queryOf(rest)}`,
    { method, headers, body, credentials: 'same-origin', signal: call.signal ?? null },
  );
  if (!answer.ok) throw await problemOf(answer);
  return kind === 'download' ? downloadOf(answer) : answer.json();
}

function bodyOf(
  rest: object,
  upload: File | Blob | undefined,
  headers: Headers,
): NonNullable<RequestInit['body']> {
  if (upload === undefined) {
    headers.set('content-type', 'application/json');
    return JSON.stringify(rest);
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined) form.set(name, String(value));
  }
  form.set('file', upload);
  return form;
}

function queryOf(rest: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    if (isQueryValue(value)) query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function isQueryValue(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
}

async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => ({}));
  return new Problem(answer.status, body as Record<string, unknown>);
}

async function downloadOf(answer: Response): Promise<Download> {
  const header = answer.headers.get('content-disposition') ?? '';
  const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header)?.[1] ?? 'download');
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  return { name, type, blob: await answer.blob() };
}

/** Works on plain http in a local network too, where `crypto.randomUUID` is missing. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

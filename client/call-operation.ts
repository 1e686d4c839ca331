import type { FieldSealer } from './field-sealer.ts';

export type Download = { name: string; type: string; blob: Blob };

export type CallOptions = {
  /** Name one to repeat a call safely; a new one is made otherwise. */
  idempotencyKey?: string;
  upload?: File | Blob;
  signal?: AbortSignal;
  /** Told while a file comes in: how many bytes are there. */
  onProgress?: (bytes: number) => void;
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
export type Row = readonly [
  method: string,
  path: string,
  kind?: 'json' | 'download' | 'upload',
  places?: readonly string[],
];

export type Calling = ClientOptions & { readonly sealer: FieldSealer | null };

/** One request and its answer; a problem throws {@link Problem}. */
export async function callOperation(
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
  const { sealer } = options;
  const sent =
    places.length === 0 || sealer === null
      ? rest
      : await sealer.seal(rest, places, `${method} ${url}`);
  const headers = new Headers({ 'accept-language': options.language?.() ?? 'zh-CN' });
  if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
  if (method !== 'GET') headers.set('idempotency-key', call.idempotencyKey ?? randomKey());
  const body = sendsBody ? bodyOf(sent, call.upload, headers) : null;
  const answer = await (options.fetch ?? fetch)(
    `${options.baseUrl}${url}${sendsBody ? '' : queryOf(rest)}`,
    { method, headers, body, credentials: 'same-origin', signal: call.signal ?? null },
  );
  if (!answer.ok) throw await problemOf(answer);
  return kind === 'download' ? downloadOf(answer, call.onProgress) : answer.json();
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

async function downloadOf(
  answer: Response,
  onProgress: CallOptions['onProgress'],
): Promise<Download> {
  const header = answer.headers.get('content-disposition') ?? '';
  const name = decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header)?.[1] ?? 'download');
  const type = answer.headers.get('content-type') ?? 'application/octet-stream';
  if (onProgress === undefined || answer.body === null) {
    return { name, type, blob: await answer.blob() };
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return { name, type, blob: new Blob(parts, { type }) };
    parts.push(value);
    bytes += value.length;
    onProgress(bytes);
  }
}

/** Works on plain http in a local network too, where `crypto.randomUUID` is missing. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

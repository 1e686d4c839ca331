import { Agent as HttpAgent, type ClientRequest, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { addressRefused, isUrlAllowed, publicLookup } from './address-guard.ts';
import type { AttemptOutcome } from './webhook.ts';

export type WebhookRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isPrivateAllowed: boolean;
};

export type WebhookSender = {
  send(request: WebhookRequest): Promise<AttemptOutcome>;
  close(): void;
};

const timeoutMs = 15_000;
const answerBytesMax = 64 * 1024;

/** Connections that are kept belong to one of the two guards and are never lent to the other. */
export function openWebhookSender(): WebhookSender {
  const kept = { keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' } as const;
  const guarded = { ...kept, lookup: publicLookup };
  const agents = {
    guarded: { http: new HttpAgent(guarded), https: new HttpsAgent(guarded) },
    open: { http: new HttpAgent(kept), https: new HttpsAgent(kept) },
  };
  return {
    async send(request) {
      const startedAt = performance.now();
      const outcome = isUrlAllowed(request.url, request.isPrivateAllowed)
        ? await post(request, agents[request.isPrivateAllowed ? 'open' : 'guarded'], true)
        : { status: null, error: addressRefused, retryAfterSeconds: null };
      return { ...outcome, tookMs: Math.ceil(performance.now() - startedAt) };
    },
    close() {
      for (const { http, https } of Object.values(agents)) {
        http.destroy();
        https.destroy();
      }
    },
  };
}

type Answer = Omit<AttemptOutcome, 'tookMs'>;

/** A redirect is an answer like another: it is not followed. */
function post(
  request: WebhookRequest,
  agents: { http: HttpAgent; https: HttpsAgent },
  mayRepeat: boolean,
): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = open(request, agents);
    const timer = setTimeout(() => sent.destroy(withCode('timeout')), timeoutMs);
    const end = (answer: Answer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    sent.on('response', (response) => {
      let bytes = 0;
      const retryAfterSeconds = secondsOf(response.headers['retry-after']);
      const answer = { status: response.statusCode ?? null, error: null, retryAfterSeconds };
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        // The answer's first line has said it all.
        if (bytes > answerBytesMax) response.destroy();
      });
      // A connection that breaks now has told its status already.
      response.on('error', () => undefined);
      response.on('close', () => end(answer));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The receiver closed the kept connection just then: it has not read anything.
      if (mayRepeat && sent.reusedSocket && error.code === 'ECONNRESET') {
        clearTimeout(timer);
        return resolve(post(request, agents, false));
      }
      end({ status: null, error: errorOf(error), retryAfterSeconds: null });
    });
    sent.end(request.body);
  });
}

function open(
  request: WebhookRequest,
  agents: { http: HttpAgent; https: HttpsAgent },
): ClientRequest {
  const headers = {
    ...request.headers,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(request.body),
    'user-agent': 'Heyi-Webhooks/1',
  };
  return request.url.startsWith('https:')
    ? requestHttps(request.url, { method: 'POST', headers, agent: agents.https })
    : requestHttp(request.url, { method: 'POST', headers, agent: agents.http });
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** In words a reader of the log knows; nothing of what the other side sent. */
function errorOf({ code = '' }: NodeJS.ErrnoException): string {
  if (code === addressRefused || code === 'timeout') return code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name_unknown';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'certificate_refused';
  return 'connection_lost';
}

/** Seconds only; a date asks for a clock that both sides trust. */
function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

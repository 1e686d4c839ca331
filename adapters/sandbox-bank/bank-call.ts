import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { assert, type Clock, type Instant, machineTime, millisecondsBetween } from '@heyi/kernel';

export type BankLink = {
  /** Base address of the bank; plain http only on this machine. */
  url: string;
  appId: string;
  secret: string;
  inFlightMax: number;
  /** After so long without an answer the call is given up, its fate unknown. */
  timeoutMs: number;
  clock: Clock;
};

/**
 * `answer` bears the bank's signature. `neverSent`: no byte of the call has left this machine.
 * Everything between is `unknown`: the bank may have acted on it.
 */
export type BankReply =
  | { kind: 'answer'; status: number; body: Buffer }
  | { kind: 'neverSent'; text: string }
  | { kind: 'unknown'; text: string };

export type BankCaller = {
  call(method: 'GET' | 'POST', path: string, body?: string): Promise<BankReply>;
  close(): void;
};

const answerBytesMax = 32 * 1024 * 1024;
/** The bank keeps a free connection for 75 s; ours goes first: no call meets a closing one. */
const freeSocketMs = 20_000;

export function openBankCaller(link: BankLink): BankCaller {
  const base = new URL(link.url);
  const secure = base.protocol === 'https:';
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(base.hostname);
  assert(secure || (base.protocol === 'http:' && isHere), `the bank needs https: ${link.url}`);
  const options = { keepAlive: true, maxSockets: link.inFlightMax, timeout: freeSocketMs };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const open = secure ? secureRequest : request;

  function call(method: 'GET' | 'POST', path: string, body = ''): Promise<BankReply> {
    const target = `${base.pathname.replace(/\/$/, '')}${path}`;
    const nonce = randomBytes(18).toString('base64url');
    const headers = {
      ...signedHeaders(link, { method, target, body, nonce }),
      ...(method === 'POST' && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      }),
    };
    return new Promise((resolve) => {
      const outgoing = open({
        agent,
        method,
        path: target,
        headers,
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port || undefined,
      });
      const mayHaveLeft = watchDeparture(outgoing);
      const giveUp = (text: string) =>
        resolve(mayHaveLeft() ? { kind: 'unknown', text } : { kind: 'neverSent', text });
      const timer = setTimeout(() => {
        giveUp(`no answer within ${link.timeoutMs} ms`);
        outgoing.destroy();
      }, link.timeoutMs);
      outgoing.once('close', () => clearTimeout(timer));
      outgoing.on('error', (error: Error) => giveUp(error.message || error.name));
      outgoing.once('response', (response) => {
        readAnswer(response, link.secret, nonce).then(resolve, (error: Error) =>
          resolve({ kind: 'unknown', text: error.message }),
        );
      });
      outgoing.end(body);
    });
  }

  return { call, close: () => agent.destroy() };
}

/** Whether a byte of the call can have left: its connection stood, with TLS where that is used. */
function watchDeparture(outgoing: ClientRequest): () => boolean {
  let left = false;
  outgoing.once('socket', (socket: Socket) => {
    const secure = socket instanceof TLSSocket;
    const connecting = secure ? (socket as Handshake).secureConnecting : socket.connecting;
    if (outgoing.reusedSocket || connecting !== true) left = true;
    else socket.once(secure ? 'secureConnect' : 'connect', () => (left = true));
  });
  return () => left;
}

/** Node sets this on a TLS socket until its handshake is done; its types do not list it. */
type Handshake = Socket & { secureConnecting?: boolean };

async function readAnswer(
  response: IncomingMessage,
  secret: string,
  nonce: string,
): Promise<BankReply> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) return { kind: 'unknown', text: 'the answer is too long' };
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const status = response.statusCode ?? 0;
  const expected = `v1=${hmac(secret, `${status}\n${nonce}\n${sha256Hex(body)}`)}`;
  // A proxy or an impostor also knows how to say 429: only the bank's own word is believed.
  if (!equalText(String(response.headers['x-bank-signature'] ?? ''), expected)) {
    return { kind: 'unknown', text: `the answer (${status}) bears no signature of the bank` };
  }
  return { kind: 'answer', status, body };
}

function signedHeaders(
  link: BankLink,
  call: { method: string; target: string; body: string; nonce: string },
): Record<string, string> {
  const timestamp = String(epochSeconds(machineTime(link.clock, link.clock.now())));
  const { method, target, body, nonce } = call;
  const signed = [method, canonicalTarget(target), sha256Hex(body), timestamp, nonce].join('\n');
  return {
    'x-app-id': link.appId,
    'x-timestamp': timestamp,
    'x-nonce': nonce,
    'x-signature': `v1=${hmac(link.secret, signed)}`,
  };
}

function canonicalTarget(target: string): string {
  const [path = '', query = ''] = target.split('?');
  return `${path}?${query.split('&').toSorted().join('&')}`;
}

export function epochSeconds(instant: Instant): number {
  return Math.floor(millisecondsBetween('1970-01-01T00:00:00.000Z', instant) / 1000);
}

export function hmac(secret: string | Uint8Array, text: string | Uint8Array): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

export function equalText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant, millisecondsBetween } from '@heyi/kernel';
import type { RefusalCode } from './result-code.ts';

const toleranceSeconds = 300;
const noncePattern = /^[A-Za-z0-9_-]{16,64}$/;

export type SignedCall = {
  method: string;
  /** Path and query as they stand on the wire. */
  target: string;
  body: Uint8Array;
  timestamp: string;
  nonce: string;
  signature: string;
};

export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whole seconds since 1970, the form of time in signatures. */
export function epochSeconds(instant: Instant): number {
  return Math.floor(millisecondsBetween('1970-01-01T00:00:00.000Z', instant) / 1000);
}

/** What is wrong with a call's signature or time; null when both hold. `now` is the real clock. */
export function checkCall(call: SignedCall, secret: string, now: Instant): RefusalCode | null {
  const text = [
    call.method,
    canonicalTarget(call.target),
    sha256Hex(call.body),
    call.timestamp,
    call.nonce,
  ].join('\n');
  if (!equalText(call.signature, `v1=${hmacBase64(secret, text)}`)) return 'signature_invalid';
  if (!noncePattern.test(call.nonce)) return 'signature_invalid';
  if (!/^\d{1,12}$/.test(call.timestamp)) return 'timestamp_invalid';
  const age = epochSeconds(now) - Number(call.timestamp);
  return Math.abs(age) <= toleranceSeconds ? null : 'timestamp_invalid';
}

/** The query's parameters sorted as they stand, so that both ends sign the same text. */
function canonicalTarget(target: string): string {
  const mark = target.indexOf('?');
  if (mark < 0) return `${target}?`;
  return `${target.slice(0, mark)}?${target
    .slice(mark + 1)
    .split('&')
    .toSorted()
    .join('&')}`;
}

/** The bank's own signature over an answer, bound by the nonce to the call it answers. */
export function signAnswer(
  secret: string,
  status: number,
  nonce: string,
  body: Uint8Array | string,
): string {
  return `v1=${hmacBase64(secret, `${status}\n${nonce}\n${sha256Hex(body)}`)}`;
}

/** Headers of a callback in the form of Standard Webhooks 1.0.0. */
export function signCallback(
  secret: string,
  callbackId: string,
  body: string,
  now: Instant,
): Record<string, string> {
  const timestamp = String(epochSeconds(now));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return {
    'webhook-id': callbackId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmacBase64(key, `${callbackId}.${timestamp}.${body}`)}`,
  };
}

function hmacBase64(secret: string | Buffer, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

export function equalText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

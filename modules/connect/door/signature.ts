import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '@heyi/kernel';

/** A signed time may be this far from ours, in both directions. */
export const toleranceSeconds = 300;

/** What an app writes into its headers. */
export type SignatureHeaders = {
  readonly appId: string;
  readonly timestamp: number;
  readonly nonce: string;
  readonly mac: Buffer;
};

const macPattern = /^v1=([A-Za-z0-9+/]{43}=)$/;
const noncePattern = /^[A-Za-z0-9._~-]{8,128}$/;
const timestampPattern = /^[1-9]\d{8,10}$/;

/** Without any of the four headers nothing is signed; with some of them, the first wrong one is named. */
type SignatureFault =
  | { readonly code: 'app.credentials_required' }
  | { readonly code: 'signature.malformed'; readonly header: string };

export function readSignature(
  headers: Readonly<Record<string, string | undefined>>,
): Result<SignatureHeaders, SignatureFault> {
  const appId = headers['x-app-id'] ?? '';
  const timestamp = headers['x-timestamp'] ?? '';
  const nonce = headers['x-nonce'] ?? '';
  const signature = headers['x-signature'] ?? '';
  if (appId + timestamp + nonce + signature === '') {
    return fail({ code: 'app.credentials_required' });
  }
  const malformed = (header: string) => fail({ code: 'signature.malformed' as const, header });
  if (appId === '') return malformed('X-App-Id');
  if (!timestampPattern.test(timestamp)) return malformed('X-Timestamp');
  if (!noncePattern.test(nonce)) return malformed('X-Nonce');
  const mac = macPattern.exec(signature)?.[1];
  if (mac === undefined) return malformed('X-Signature');
  return ok({ appId, timestamp: Number(timestamp), nonce, mac: Buffer.from(mac, 'base64') });
}

/**
 * What is signed: method, path with the canonical query, hex SHA-256 of the body's bytes, timestamp
 * and nonce, each on a line of its own, without a line end at the end.
 */
export function signedText(
  request: { readonly method: string; readonly url: string; readonly body: Uint8Array },
  timestamp: number,
  nonce: string,
): string {
  const digest = hash('sha256', request.body, 'hex');
  return `${request.method}\n${canonicalUrl(request.url)}\n${digest}\n${timestamp}\n${nonce}`;
}

/** The query's parts, decoded, sorted by name and value, and encoded as RFC 3986 has it. */
export function canonicalUrl(url: string): string {
  const cut = url.indexOf('?');
  if (cut < 0) return url;
  const parts = [...new URLSearchParams(url.slice(cut + 1))].map(
    ([name, value]) => `${encoded(name)}=${encoded(value)}`,
  );
  const path = url.slice(0, cut);
  return parts.length === 0 ? path : `${path}?${parts.toSorted().join('&')}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function isSignedWith(secret: KeyObject, text: string, mac: Uint8Array): boolean {
  return timingSafeEqual(createHmac('sha256', secret).update(text).digest(), mac);
}

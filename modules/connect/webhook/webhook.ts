import { createHmac, randomBytes } from 'node:crypto';
import { assert } from '@heyi/kernel';

/**
 * Seconds from one attempt to the next (Standard Webhooks 1.0.0): at once, 5 s, 5 min, 30 min, 2 h,
 * 5 h, 10 h, 14 h, 20 h, 24 h. After the last the delivery has failed.
 */
export const retrySeconds = [
  0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
] as const;

/** Larger ones are refused where they are made: a message says what happened and names the rest. */
export const bodyBytesMax = 20_000;

const secretPrefix = 'whsec_';

/** As a receiver's library wants it: the prefix and 24 random bytes. */
export function newWebhookSecret(): string {
  return `${secretPrefix}${randomBytes(24).toString('base64')}`;
}

/** `v1,` and the HMAC-SHA256 of id, time and body, one a secret; a receiver takes any of them. */
export function webhookSignature(
  secrets: readonly string[],
  message: { readonly id: string; readonly timestamp: number; readonly body: string },
): string {
  const text = `${message.id}.${message.timestamp}.${message.body}`;
  return secrets
    .map((secret) => {
      assert(secret.startsWith(secretPrefix), 'a webhook secret has its prefix');
      const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
      return `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
    })
    .join(' ');
}

/** What came of one attempt. */
export type AttemptOutcome = {
  /** Null when nothing was answered. */
  readonly status: number | null;
  readonly error: string | null;
  readonly tookMs: number;
  readonly retryAfterSeconds: number | null;
};

/** What follows: when to try again, and whether the endpoint gets nothing any more. */
export type NextStep =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly inSeconds: number }
  | { readonly state: 'failed'; readonly disable: 'gone' | 'gave_up' };

/**
 * `tries` counts the attempts of the running schedule, this one among them; `spread` from 0 to 1
 * parts the repetitions of what failed together. A receiver's wish to wait longer is heard, a day at
 * most.
 */
export function stepAfter(outcome: AttemptOutcome, tries: number, spread: number): NextStep {
  const { status, retryAfterSeconds } = outcome;
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  if (status === 410) return { state: 'failed', disable: 'gone' };
  const usual = retrySeconds[tries];
  if (usual === undefined) return { state: 'failed', disable: 'gave_up' };
  const wished = Math.min(retryAfterSeconds ?? 0, retrySeconds.at(-1)!);
  return { state: 'waiting', inSeconds: Math.max(Math.ceil(usual * (1 + spread / 10)), wished) };
}

/** A number from 0 to 1 that differs from delivery to delivery. */
export function spreadOf(deliveryId: string): number {
  return Number.parseInt(deliveryId.slice(-2), 16) / 255;
}

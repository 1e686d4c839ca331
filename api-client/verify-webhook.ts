import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookData } from './__generated__/operations.ts';

/** What came: drop it when you have seen `id` before. */
export type HeyiEvent = {
  [T in keyof WebhookData]: {
    readonly id: string;
    readonly type: T;
    readonly timestamp: string;
    readonly data: WebhookData[T];
  };
}[keyof WebhookData];

/** It was not sent by Heyi, or long ago, or it was changed: answer 400 and forget it. */
export class WebhookRefused extends Error {
  override name = 'WebhookRefused';
}

export type ReceivedWebhook = {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came; JSON that was read and written again is another text. */
  readonly body: string | Uint8Array;
};

const toleranceSeconds = 300;

/**
 * Checks the signature of Standard Webhooks 1.0.0 and the time, then reads the event. Give two
 * secrets while one is exchanged. Throws {@link WebhookRefused}.
 */
export function verifyWebhook(
  secrets: string | readonly string[],
  received: ReceivedWebhook,
): HeyiEvent {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(
    (name) => headerOf(received, name),
  ) as [string, string, string];
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || age > toleranceSeconds)
    throw new WebhookRefused('too old or too new');
  const body =
    typeof received.body === 'string' ? received.body : Buffer.from(received.body).toString();
  const list = typeof secrets === 'string' ? [secrets] : secrets;
  const wanted = list.map((secret) => macOf(secret, `${id}.${timestamp}.${body}`));
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
  const fits = wanted.some((mac) =>
    given.some((one) => one.length === mac.length && timingSafeEqual(one, mac)),
  );
  if (!fits) throw new WebhookRefused('no signature fits');
  return { id, ...(JSON.parse(body) as Omit<HeyiEvent, 'id'>) } as HeyiEvent;
}

function headerOf({ headers }: ReceivedWebhook, name: string): string {
  const value = headers[name];
  if (typeof value !== 'string' || value === '') throw new WebhookRefused(`${name} is missing`);
  return value;
}

function macOf(secret: string, text: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(text).digest();
}

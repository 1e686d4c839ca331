import { type Clock, machineTime } from '@heyi/kernel';
import type { BankCallback } from '@heyi/payments';
import { epochSeconds, equalText, hmac } from './bank-call.ts';
import { readFields, readReport } from './wire.ts';

const toleranceSeconds = 300;
const reportsMax = 500;

/**
 * Standard Webhooks 1.0.0: the signature covers id, timestamp and the raw body; a header may list
 * several, of which one has to hold. `secret` is `whsec_` and base64.
 */
export function readCallback(
  { secret, clock }: { secret: string; clock: Clock },
  headers: Record<string, string | undefined>,
  body: Uint8Array,
): BankCallback | null {
  const callbackId = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const signatures = (headers['webhook-signature'] ?? '').split(' ');
  if (callbackId === '' || !/^\d{1,12}$/.test(timestamp)) return null;
  const age = epochSeconds(machineTime(clock, clock.now())) - Number(timestamp);
  if (Math.abs(age) > toleranceSeconds) return null;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = Buffer.concat([Buffer.from(`${callbackId}.${timestamp}.`), body]);
  const expected = `v1,${hmac(key, signed)}`;
  if (!signatures.some((signature) => equalText(signature, expected))) return null;
  return readReports(callbackId, body);
}

function readReports(callbackId: string, body: Uint8Array): BankCallback | null {
  const fields = readFields(body);
  const data = fields?.type === 'transfer.changed' ? fields.data : null;
  const items = (data as { reports?: unknown } | null)?.reports;
  if (!Array.isArray(items) || items.length === 0 || items.length > reportsMax) return null;
  const reports = items.map(readReport);
  return reports.every((report) => report !== null) ? { callbackId, reports } : null;
}

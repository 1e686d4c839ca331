import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { addSeconds, type Instant, newId, systemClock } from '@heyi/kernel';
import type { App, Bank } from './bank.ts';
import type { CallbackRow, EventRow } from './callback.store.ts';
import { signCallback } from './signature.ts';

/** Reports in one callback, and callbacks that are posted side by side. */
const reportsMax = 500;
const callbacksMax = 16;
const postTimeoutMs = 15_000;

/**
 * Packs the events that are due into callbacks and plans each callback's next try. Runs inside a
 * transaction; the callbacks it returns are to be posted after the commit.
 */
export function collectCallbacks(bank: Bank, now: Instant): CallbackRow[] {
  const due = bank.callbacks.dueEvents.all(now, reportsMax * callbacksMax) as EventRow[];
  const groups = Map.groupBy(due, (event) =>
    event.manner === 'normal' ? event.app_id : `${event.app_id} ${event.sequence}`,
  );
  for (const events of groups.values()) {
    for (let start = 0; start < events.length; start += reportsMax) {
      packCallback(bank, events.slice(start, start + reportsMax), now);
    }
  }
  const callbacks = bank.callbacks.dueCallbacks.all(now, callbacksMax) as CallbackRow[];
  const waits = bank.settings.callback_retry_ms;
  for (const callback of callbacks) {
    const wait = waits[Math.min(callback.attempts, waits.length - 1)]!;
    const nextAt = addSeconds(now, (postTimeoutMs + wait) / 1000);
    bank.callbacks.planCallback.run(nextAt, callback.callback_id);
  }
  return callbacks;
}

function packCallback(bank: Bank, events: EventRow[], now: Instant): void {
  const [{ app_id, manner }] = events as [EventRow];
  const callbackId = `cb_${newId().replaceAll('-', '')}`;
  const reports = events.map((event) => event.report).join(',');
  const body = `{"type":"transfer.changed","timestamp":"${now}","data":{"reports":[${reports}]}}`;
  bank.callbacks.addCallback.run(callbackId, app_id, manner, body, now);
  for (const event of events) bank.callbacks.bindEvent.run(callbackId, event.sequence);
}

/** Posts a callback and writes down whether it has to be tried again. Never throws. */
export async function sendCallback(bank: Bank, callback: CallbackRow): Promise<void> {
  const app = bank.apps.get(callback.app_id);
  if (!app?.callbackUrl) return;
  const delivered = await post(app, app.callbackUrl, callback);
  if (callback.manner === 'repeated' && delivered) await post(app, app.callbackUrl, callback);
  // A forger does not try again.
  const over = delivered || callback.manner === 'forged';
  const waits = bank.settings.callback_retry_ms;
  const wait = waits[Math.min(callback.attempts, waits.length - 1)]!;
  await bank.commit(() => {
    const now = bank.now();
    if (over) bank.callbacks.endCallback.run(delivered ? now : null, callback.callback_id);
    else bank.callbacks.postponeCallback.run(addSeconds(now, wait / 1000), callback.callback_id);
  });
}

/** True when the answer is 2xx. */
function post(app: App, url: string, { callback_id, manner, body }: CallbackRow): Promise<boolean> {
  const secret =
    manner === 'forged' ? 'whsec_bm90IHRoZSBzZWNyZXQgb2YgdGhlIGJhbms=' : app.callbackSecret;
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...signCallback(secret, callback_id, body, systemClock.now()),
  };
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const call = send(url, { method: 'POST', headers, timeout: postTimeoutMs }, (response) => {
      response.resume();
      response.once('error', () => resolve(false));
      response.once('end', () => resolve(Math.floor((response.statusCode ?? 0) / 100) === 2));
    });
    call.once('timeout', () => call.destroy());
    call.once('error', () => resolve(false));
    call.once('close', () => resolve(false));
    call.end(body);
  });
}

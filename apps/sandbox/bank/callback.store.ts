import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '@heyi/kernel';

/** `repeated` is posted twice under one id; `forged` bears a signature that is not the bank's. */
export type CallbackManner = 'normal' | 'repeated' | 'forged';

export type EventRow = {
  sequence: number;
  app_id: string;
  manner: CallbackManner;
  report: string;
};

export type CallbackRow = {
  callback_id: string;
  app_id: string;
  manner: CallbackManner;
  body: string;
  attempts: number;
};

export type CallbackStore = ReturnType<typeof openCallbackStore>;

export function openCallbackStore(database: DatabaseSync) {
  const nextEvent = database.prepare(
    'select min(send_at) as at from event where callback_id is null',
  );
  const nextCallback = database.prepare(
    'select min(next_at) as at from callback where next_at is not null',
  );
  return {
    addEvent: database.prepare(
      'insert into event (app_id, manner, report, send_at) values (?, ?, ?, ?)',
    ),
    dueEvents: database.prepare(
      `select sequence, app_id, manner, report from event
        where callback_id is null and send_at <= ? order by send_at, sequence limit ?`,
    ),
    bindEvent: database.prepare('update event set callback_id = ? where sequence = ?'),
    addCallback: database.prepare(
      'insert into callback (callback_id, app_id, manner, body, next_at) values (?, ?, ?, ?, ?)',
    ),
    dueCallbacks: database.prepare(
      `select callback_id, app_id, manner, body, attempts from callback
        where next_at is not null and next_at <= ? order by next_at limit ?`,
    ),
    /** The next try is written before the post: a bank killed in between posts again. */
    planCallback: database.prepare(
      'update callback set attempts = attempts + 1, next_at = ? where callback_id = ?',
    ),
    postponeCallback: database.prepare('update callback set next_at = ? where callback_id = ?'),
    endCallback: database.prepare(
      'update callback set next_at = null, delivered_at = ? where callback_id = ?',
    ),
    nextEvent: () => (nextEvent.get() as { at: Instant | null }).at,
    nextCallback: () => (nextCallback.get() as { at: Instant | null }).at,
  };
}

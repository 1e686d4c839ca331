import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '@heyi/kernel';
import type { Behaviour } from './behaviour.ts';
import type { TransferCommand, TransferRow } from './transfer.ts';

export type BatchRow = {
  sequence: number;
  app_id: string;
  batch_reference: string;
  fingerprint: string;
  payer_account: string;
  state: 'accepted' | 'refused';
  code: string | null;
  text: string | null;
  line_count: number;
  total: number;
  accepted_at: Instant;
  visible_at: Instant;
};

export type NewTransfer = {
  appId: string;
  command: TransferCommand;
  fingerprint: string;
  behaviour: Behaviour | null;
  at: Instant;
  visibleAt: Instant;
  batch: { reference: string; line: number } | null;
};

export type TransferStore = ReturnType<typeof openTransferStore>;

export function openTransferStore(database: DatabaseSync) {
  const find = database.prepare('select * from transfer where app_id = ? and reference = ?');
  const insert = database.prepare(
    `insert into transfer (app_id, reference, fingerprint, payer_account, payee_name,
       payee_account, payee_bank_code, amount, purpose, batch_reference, line, state, behaviour,
       behaviour_seconds, accepted_at, occurred_at, visible_at, step, step_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'processing', ?, ?, ?, ?, ?, 'execute', ?)
     returning *`,
  );
  const update = database.prepare(
    `update transfer
        set state = ?, code = ?, text = ?, bank_reference = ?, occurred_at = ?,
            step = ?, step_at = ?
      where app_id = ? and reference = ?`,
  );
  const due = database.prepare(
    'select * from transfer where step_at is not null and step_at <= ? order by step_at limit ?',
  );
  const nextDue = database.prepare(
    'select min(step_at) as at from transfer where step_at is not null',
  );
  const swallow = database.prepare(
    'insert into swallowed (app_id, reference) values (?, ?) on conflict do nothing',
  );
  return {
    find: (appId: string, reference: string) =>
      find.get(appId, reference) as TransferRow | undefined,
    /** Takes the transfer in, still to be executed. */
    add({
      appId,
      command,
      fingerprint,
      behaviour,
      at,
      visibleAt,
      batch,
    }: NewTransfer): TransferRow {
      const { reference, payerAccount, payeeName, payeeAccount, payeeBankCode } = command;
      const who = [appId, reference, fingerprint, payerAccount, payeeName, payeeAccount] as const;
      const what = [payeeBankCode, command.amount, command.purpose] as const;
      const where = [batch?.reference ?? null, batch?.line ?? null] as const;
      const how = [behaviour?.name ?? null, behaviour?.seconds ?? null] as const;
      return insert.get(...who, ...what, ...where, ...how, at, at, visibleAt, at) as TransferRow;
    },
    /** Saves what may change of a transfer. */
    save(row: TransferRow): void {
      const outcome = [row.state, row.code, row.text, row.bank_reference, row.occurred_at] as const;
      update.run(...outcome, row.step, row.step_at, row.app_id, row.reference);
    },
    due: (now: Instant, limit: number) => due.all(now, limit) as TransferRow[],
    nextDue: () => (nextDue.get() as { at: Instant | null }).at,
    /** True the first time, when the call disappears. */
    swallow: (appId: string, reference: string) => swallow.run(appId, reference).changes === 1,
    ...openBehaviourStatements(database),
    ...openBatchStatements(database),
  };
}

function openBehaviourStatements(database: DatabaseSync) {
  const findBehaviour = database.prepare(
    'select behaviour as name, seconds from payee_behaviour where account = ?',
  );
  const putBehaviour = database.prepare(
    `insert into payee_behaviour (account, behaviour, seconds) values (?, ?, ?)
     on conflict (account) do update
       set behaviour = excluded.behaviour, seconds = excluded.seconds`,
  );
  const dropBehaviour = database.prepare('delete from payee_behaviour where account = ?');
  return {
    behaviourOf: (account: string) => (findBehaviour.get(account) as Behaviour | undefined) ?? null,
    setBehaviour(account: string, behaviour: Behaviour | null): void {
      if (behaviour === null) dropBehaviour.run(account);
      else putBehaviour.run(account, behaviour.name, behaviour.seconds);
    },
  };
}

function openBatchStatements(database: DatabaseSync) {
  const find = database.prepare('select * from batch where app_id = ? and batch_reference = ?');
  const insert = database.prepare(
    `insert into batch (app_id, batch_reference, fingerprint, payer_account, state, code, text,
       line_count, total, accepted_at, visible_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     returning *`,
  );
  const lines = database.prepare(
    'select * from transfer where app_id = ? and batch_reference = ? order by line',
  );
  return {
    findBatch: (appId: string, reference: string) =>
      find.get(appId, reference) as BatchRow | undefined,
    addBatch(row: Omit<BatchRow, 'sequence'>): BatchRow {
      const who = [row.app_id, row.batch_reference, row.fingerprint, row.payer_account] as const;
      const outcome = [row.state, row.code, row.text] as const;
      const size = [row.line_count, row.total, row.accepted_at, row.visible_at] as const;
      return insert.get(...who, ...outcome, ...size) as BatchRow;
    },
    batchLines: (appId: string, reference: string) => lines.all(appId, reference) as TransferRow[],
  };
}

import { formatYuan, type Instant, parseYuan, shanghaiDate, sum } from '@heyi/kernel';
import { findBehaviour, refusePayer, visibleFrom } from './accept-transfer.ts';
import { type Answer, lostAnswer, refuse } from './answer.ts';
import type { Bank } from './bank.ts';
import { batchReceipt, type BatchLine, readBatchFile, writeResultFile } from './batch-file.ts';
import { type Behaviour, magicBehaviour } from './behaviour.ts';
import { resultTexts } from './result-code.ts';
import { sha256Hex } from './signature.ts';
import { fingerprintOf, isReference, isText, type TransferRow } from './transfer.ts';
import type { BatchRow } from './transfer.store.ts';

type BatchCommand = {
  batchReference: string;
  payerAccount: string;
  payerName: string;
  purpose: string;
  count: number;
  total: string;
  file: string;
};

/**
 * Takes a 代发 file in as a whole or refuses it as a whole; its lines are executed one by one
 * afterwards. Magic names in the batch's purpose act on the answer to the upload. Runs inside a
 * transaction.
 */
export function acceptBatch(bank: Bank, appId: string, body: unknown): Answer {
  const command = readBatchCommand(body);
  if (command === null) return refuse('malformed');
  const { batchReference, payerAccount, payerName } = command;
  const fingerprint = sha256Hex(JSON.stringify(command));
  const existing = bank.transfers.findBatch(appId, batchReference);
  if (existing) {
    return existing.fingerprint === fingerprint
      ? { status: 200, body: batchReport(bank, existing) }
      : refuse('AM05');
  }
  const file = readBatchFile(command.file, batchReference);
  if ('wrong' in file) return refuse('malformed', null, `：${file.wrong}`);
  const { lines } = file;
  const total = sum(lines.map((line) => line.amount));
  if (lines.length !== command.count || formatYuan(total) !== command.total) {
    return refuse('malformed', null, '：笔数或金额与文件不符');
  }
  if (lines.length > bank.settings.batch_lines_max) {
    return refuse('batch_too_large', null, `（${bank.settings.batch_lines_max}笔）`);
  }
  if (lines.some((line) => bank.transfers.find(appId, line.reference))) return refuse('AM05');
  const at = bank.now();
  const refusal = refusePayer(bank, { appId, payerAccount, payerName, amount: total, at });
  if (refusal) return refusal;
  const behaviour = bank.settings.magic ? magicBehaviour(command.purpose, total) : null;
  if (behaviour?.name === 'timeout_before' && bank.transfers.swallow(appId, batchReference)) {
    return { status: 200, body: '', manner: 'hang' };
  }
  const broke =
    behaviour?.name === 'insufficient_funds' ||
    (bank.book.findAccount(payerAccount)?.balance ?? 0) < total;
  const batch = bank.transfers.addBatch({
    app_id: appId,
    batch_reference: batchReference,
    fingerprint,
    total,
    accepted_at: at,
    payer_account: payerAccount,
    line_count: lines.length,
    state: broke ? 'refused' : 'accepted',
    code: broke ? 'AM04' : null,
    text: broke ? resultTexts.AM04 : null,
    visible_at: visibleFrom(bank, behaviour, at),
  });
  if (!broke) for (const line of lines) addLine(bank, batch, command, line);
  const manner = lostAnswer(behaviour?.name ?? null);
  return { status: 200, body: batchReport(bank, batch), ...(manner && { manner }) };
}

function addLine(bank: Bank, batch: BatchRow, batchCommand: BatchCommand, line: BatchLine): void {
  const { payerAccount, payerName } = batchCommand;
  const command = { payerAccount, payerName, ...line };
  const { payeeAccount, payeeName, amount } = line;
  const behaviour: Behaviour | null = findBehaviour(bank, payeeAccount, payeeName, amount);
  bank.transfers.add({
    appId: batch.app_id,
    command,
    behaviour,
    at: batch.accepted_at,
    fingerprint: fingerprintOf(command),
    visibleAt: batch.visible_at,
    batch: { reference: batch.batch_reference, line: line.line },
  });
}

function readBatchCommand(body: unknown): BatchCommand | null {
  if (typeof body !== 'object' || body === null) return null;
  const { batch_reference, payer_account, payer_name, purpose, count, total, file } =
    body as Record<string, unknown>;
  if (
    !isReference(batch_reference) ||
    !isText(payer_account, 32) ||
    !isText(payer_name, 70) ||
    !isText(purpose, 70) ||
    !Number.isSafeInteger(count) ||
    typeof total !== 'string' ||
    parseYuan(total) === null ||
    typeof file !== 'string'
  ) {
    return null;
  }
  return {
    batchReference: batch_reference,
    payerAccount: payer_account,
    payerName: payer_name,
    purpose,
    count: count as number,
    total,
    file,
  };
}

/** The batch under its reference; not found while it is hidden or unknown. */
export function getBatch(bank: Bank, appId: string, batchReference: string): Answer {
  const batch = visibleBatch(bank, appId, batchReference);
  return batch ? { status: 200, body: batchReport(bank, batch) } : refuse('not_found');
}

/** The result file, once no line is in processing. */
export function getBatchResult(bank: Bank, appId: string, batchReference: string): Answer {
  const batch = visibleBatch(bank, appId, batchReference);
  if (batch === null) return refuse('not_found');
  const lines = bank.transfers.batchLines(appId, batchReference);
  if (batch.state === 'refused' || lines.some(isOpen)) return refuse('not_ready');
  return { status: 200, body: writeResultFile(lines), contentType: 'text/csv; charset=utf-8' };
}

function visibleBatch(bank: Bank, appId: string, batchReference: string): BatchRow | null {
  const batch = bank.transfers.findBatch(appId, batchReference);
  return batch !== undefined && batch.visible_at <= bank.now() ? batch : null;
}

const isOpen = (line: TransferRow): boolean => line.state === 'processing';

function batchReport(bank: Bank, batch: BatchRow) {
  const lines = bank.transfers.batchLines(batch.app_id, batch.batch_reference);
  const counts = Object.groupBy(lines, (line) => line.state);
  const finished = !lines.some(isOpen);
  const occurredAt = lines.reduce<Instant>(
    (latest, line) => (line.occurred_at > latest ? line.occurred_at : latest),
    batch.accepted_at,
  );
  return {
    batch_reference: batch.batch_reference,
    state: batch.state === 'refused' ? 'refused' : finished ? 'finished' : 'processing',
    bank_reference: batchReceipt(shanghaiDate(batch.accepted_at), batch.sequence),
    code: batch.code,
    text: batch.text,
    occurred_at: occurredAt,
    count: batch.line_count,
    succeeded_count: counts.succeeded?.length ?? 0,
    failed_count: counts.failed?.length ?? 0,
  };
}

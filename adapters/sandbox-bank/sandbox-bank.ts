import { addSeconds, type Clock, formatYuan, type PlainDate, sum, systemClock } from '@heyi/kernel';
import {
  type BalanceOutcome,
  type BankChannel,
  BankUnavailable,
  type NotSent,
  type QueryBatchOutcome,
  type QueryOutcome,
  type StatementLine,
  type SubmitBatchOutcome,
  type SubmitOutcome,
  type TransferBatch,
  type TransferInstruction,
  type Unknown,
} from '@heyi/payments';
import { type BankCaller, type BankReply, openBankCaller } from './bank-call.ts';
import { readResultFile, writeBatchFile } from './batch-file.ts';
import { readCallback } from './read-callback.ts';
import {
  readBalance,
  readBatchReport,
  readFields,
  readRefusal,
  readReport,
  readStatementPage,
} from './wire.ts';

export type SandboxBankConfig = {
  url: string;
  appId: string;
  secret: string;
  callbackSecret: string;
  /** 64 unless the bank grants another number. */
  inFlightMax?: number;
  timeoutMs?: number;
  clock?: Clock;
};

/** The next try after a call that could not leave this machine. */
const retrySeconds = 5;

/** The link to the stand-in bank. `close` drops its connections. */
export function openSandboxBank(config: SandboxBankConfig): BankChannel & { close(): void } {
  const clock = config.clock ?? systemClock;
  const inFlightMax = config.inFlightMax ?? 64;
  const { url, appId, secret } = config;
  const timeoutMs = config.timeoutMs ?? 10_000;
  const caller = openBankCaller({ url, appId, secret, inFlightMax, timeoutMs, clock });
  return {
    code: 'sandbox',
    isStandIn: true,
    inFlightMax,
    submit: (instruction) => submit(caller, clock, instruction),
    query: (reference) => query(caller, reference),
    submitBatch: (batch) => submitBatch(caller, clock, batch),
    queryBatch: (batchReference) => queryBatch(caller, batchReference),
    balance: (account) => balance(caller, account),
    statement: (account, day) => statement(caller, account, day),
    readCallback: (headers, body) =>
      readCallback({ secret: config.callbackSecret, clock }, headers, body),
    close: () => caller.close(),
  };
}

async function submit(
  caller: BankCaller,
  clock: Clock,
  instruction: TransferInstruction,
): Promise<SubmitOutcome> {
  const body = JSON.stringify({
    reference: instruction.reference,
    payer_account: instruction.payerAccount,
    payer_name: instruction.payerName,
    payee_name: instruction.payeeName,
    payee_account: instruction.payeeAccount,
    payee_bank_code: instruction.payeeBankCode,
    amount: formatYuan(instruction.amount),
    purpose: instruction.purpose,
  });
  const reply = await caller.call('POST', '/v1/transfers', body);
  const report = reply.kind === 'answer' && reply.status === 200 ? reportIn(reply.body) : null;
  if (report?.reference === instruction.reference) return { kind: 'reported', report };
  return notReported(reply, clock);
}

async function query(caller: BankCaller, reference: string): Promise<QueryOutcome> {
  const reply = await caller.call('GET', `/v1/transfers/${encodeURIComponent(reference)}`);
  const report = reply.kind === 'answer' && reply.status === 200 ? reportIn(reply.body) : null;
  if (report?.reference === reference) return { kind: 'reported', report };
  return isNotFound(reply) ? { kind: 'notFound' } : unknownReply(reply);
}

async function submitBatch(
  caller: BankCaller,
  clock: Clock,
  batch: TransferBatch,
): Promise<SubmitBatchOutcome> {
  const { batchReference, instructions } = batch;
  const body = JSON.stringify({
    batch_reference: batchReference,
    payer_account: batch.payerAccount,
    payer_name: batch.payerName,
    purpose: batch.purpose,
    count: instructions.length,
    total: formatYuan(sum(instructions.map((instruction) => instruction.amount))),
    file: writeBatchFile(instructions),
  });
  const reply = await caller.call('POST', '/v1/batches', body);
  const report = batchReportIn(reply);
  if (report?.batchReference === batchReference) return { kind: 'reported', report };
  return notReported(reply, clock);
}

/** Fetches the result file too, once the batch is finished. */
async function queryBatch(caller: BankCaller, batchReference: string): Promise<QueryBatchOutcome> {
  const path = `/v1/batches/${encodeURIComponent(batchReference)}`;
  const reply = await caller.call('GET', path);
  if (isNotFound(reply)) return { kind: 'notFound' };
  const report = batchReportIn(reply);
  if (report?.batchReference !== batchReference) return unknownReply(reply);
  if (report.state !== 'finished') return { kind: 'reported', report };
  const result = await caller.call('GET', `${path}/result`);
  const isFile = result.kind === 'answer' && result.status === 200;
  const lines = isFile ? readResultFile(result.body.toString('utf8')) : null;
  return lines === null ? unknownReply(result) : { kind: 'reported', report: { ...report, lines } };
}

async function balance(caller: BankCaller, account: string): Promise<BalanceOutcome> {
  const reply = await caller.call('GET', `/v1/accounts/${encodeURIComponent(account)}/balance`);
  if (isNotFound(reply)) return { kind: 'notFound' };
  const isBalance = reply.kind === 'answer' && reply.status === 200;
  const read = isBalance ? readBalance(readFields(reply.body)) : null;
  return read?.account === account ? { kind: 'reported', balance: read } : unknownReply(reply);
}

async function statement(
  caller: BankCaller,
  account: string,
  day: PlainDate,
): Promise<StatementLine[]> {
  const path = `/v1/accounts/${encodeURIComponent(account)}/statement`;
  const lines: StatementLine[] = [];
  for (let after: number | null = 0; after !== null;) {
    const reply = await caller.call('GET', `${path}?after=${after}&day=${day}&limit=500`);
    const isPage = reply.kind === 'answer' && reply.status === 200;
    const page = isPage ? readStatementPage(readFields(reply.body)) : null;
    if (page === null) throw new BankUnavailable(unknownReply(reply).text);
    lines.push(...page.lines);
    after = page.next;
  }
  return lines;
}

const reportIn = (body: Buffer) => readReport(readFields(body));

function batchReportIn(reply: BankReply) {
  if (reply.kind !== 'answer' || reply.status !== 200) return null;
  return readBatchReport(readFields(reply.body));
}

/**
 * The one place that may say that a payment was not sent: when the call never left this machine, or
 * when the bank itself says under its signature that it executed nothing. All else is unknown.
 */
function notReported(reply: BankReply, clock: Clock): NotSent | Unknown {
  if (reply.kind === 'neverSent') {
    const retryAt = addSeconds(clock.now(), retrySeconds);
    return { kind: 'notSent', retryAt, code: 'bank_unreachable', text: reply.text };
  }
  const isRefusal = reply.kind === 'answer' && reply.status >= 400 && reply.status < 500;
  const refusal = isRefusal ? readRefusal(readFields(reply.body)) : null;
  return refusal === null ? unknownReply(reply) : { kind: 'notSent', ...refusal };
}

function isNotFound(reply: BankReply): boolean {
  if (reply.kind !== 'answer' || reply.status !== 404) return false;
  return readRefusal(readFields(reply.body))?.code === 'not_found';
}

function unknownReply(reply: BankReply): Unknown {
  if (reply.kind !== 'answer') return { kind: 'unknown', text: reply.text };
  const refusal = readRefusal(readFields(reply.body));
  const text = refusal ? `${refusal.code} ${refusal.text}` : `unreadable answer (${reply.status})`;
  return { kind: 'unknown', text };
}

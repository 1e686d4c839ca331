import { addSeconds, type Clock, type Fen, type Instant } from '@heyi/kernel';
import type {
  BankChannel,
  QueryOutcome,
  SubmitOutcome,
  TransferInstruction,
  TransferReport,
  TransferState,
} from '../index.ts';

/** What happens to a payee; the name of the payee says it. Anybody else is paid at once. */
export type Lie =
  | 'timeoutBefore'
  | 'timeoutAfter'
  | 'arrivesLate'
  | 'neverArrives'
  | 'throws'
  | 'fails'
  | 'processing'
  | 'silent'
  | 'suspended'
  | 'closed'
  | 'forbidden'
  | 'slow';

export type LyingBank = BankChannel & {
  /** What the bank has executed, by reference. */
  readonly book: Map<string, TransferReport & { amount: Fen; payeeName: string }>;
  /** Every reference that was submitted, as often as it was. */
  readonly submitted: string[];
  readonly queried: string[];
  /** Calls open at once, at the most. */
  openMax: number;
  /** The bank moves a transfer on by itself, and tells what a callback would carry. */
  report(reference: string, state: TransferState, code?: string): TransferReport;
  opensAt: Instant | null;
};

/** A bank in memory whose answers cannot be trusted, but whose book can. */
export function openLyingBank(options: {
  clock: Clock;
  code?: string;
  inFlightMax?: number;
  answerMs?: number;
}): LyingBank {
  const { clock, answerMs = 0 } = options;
  const book: LyingBank['book'] = new Map();
  const seen = new Set<string>();
  let open = 0;

  const execute = (order: TransferInstruction, state: TransferState): TransferReport => {
    const known = book.get(order.reference);
    if (known) return reportOf(known);
    const report = {
      reference: order.reference,
      state,
      bankReference: `B${book.size + 1}`,
      code: state === 'failed' ? 'BE01' : null,
      text: state === 'failed' ? '收款户名与账号不符' : null,
      occurredAt: clock.now(),
    };
    book.set(order.reference, { ...report, amount: order.amount, payeeName: order.payeeName });
    return report;
  };

  const answer = (order: TransferInstruction): SubmitOutcome => {
    const lie = order.payeeName.split(' ')[0] as Lie;
    const isFirst = !seen.has(order.reference);
    seen.add(order.reference);
    const unknown = { kind: 'unknown', text: '银行没有应答' } as const;
    const reported = (state: TransferState) =>
      ({ kind: 'reported', report: execute(order, state) }) as const;
    if (bank.opensAt !== null && clock.now() < bank.opensAt) {
      return { kind: 'notSent', retryAt: bank.opensAt, code: 'closed_window', text: '非交易时间' };
    }
    switch (lie) {
      case 'timeoutBefore':
        return isFirst ? unknown : reported('succeeded');
      case 'timeoutAfter':
        execute(order, 'succeeded');
        return unknown;
      case 'arrivesLate':
        if (isFirst) setTimeout(() => execute(order, 'succeeded'), 150);
        return isFirst ? unknown : reported('succeeded');
      case 'neverArrives':
        return unknown;
      case 'throws':
        execute(order, 'succeeded');
        throw new Error('socket hang up');
      case 'fails':
        return reported('failed');
      case 'processing':
      case 'silent':
        return reported('processing');
      case 'suspended':
        return reported('suspended');
      case 'closed':
        if (!isFirst) return reported('succeeded');
        return {
          kind: 'notSent',
          retryAt: addSeconds(clock.now(), 1),
          code: 'rate_limited',
          text: '请求过于频繁',
        };
      case 'forbidden':
        return { kind: 'notSent', retryAt: null, code: 'payer_not_authorised', text: '未签约' };
      default:
        return reported('succeeded');
    }
  };

  const bank: LyingBank = {
    code: options.code ?? 'lying',
    inFlightMax: options.inFlightMax ?? 8,
    book,
    submitted: [],
    queried: [],
    openMax: 0,
    opensAt: null,
    async submit(order) {
      bank.submitted.push(order.reference);
      open += 1;
      bank.openMax = Math.max(bank.openMax, open);
      const wait = order.payeeName.startsWith('slow') ? 400 : answerMs;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      open -= 1;
      return answer(order);
    },
    async query(reference): Promise<QueryOutcome> {
      bank.queried.push(reference);
      const found = book.get(reference);
      return found ? { kind: 'reported', report: reportOf(found) } : { kind: 'notFound' };
    },
    report(reference, state, code) {
      const found = book.get(reference)!;
      const later = addSeconds(found.occurredAt, 0.001);
      const occurredAt = clock.now() > later ? clock.now() : later;
      const next = { ...found, state, code: code ?? null, text: null, occurredAt };
      book.set(reference, next);
      return reportOf(next);
    },
    submitBatch: () => Promise.resolve({ kind: 'unknown', text: '没有代发' }),
    queryBatch: () => Promise.resolve({ kind: 'notFound' }),
    balance: (account) =>
      Promise.resolve({
        kind: 'reported',
        balance: { account, available: 100_000_00 as Fen, at: clock.now() },
      }),
    statement: () => Promise.resolve([]),
    readCallback: (headers, body) =>
      headers['x-signature'] === 'true' ? JSON.parse(Buffer.from(body).toString('utf8')) : null,
  };
  return bank;
}

function reportOf(entry: TransferReport): TransferReport {
  const { reference, state, bankReference, code, text, occurredAt } = entry;
  return { reference, state, bankReference, code, text, occurredAt };
}

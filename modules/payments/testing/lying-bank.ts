import { addSeconds, type Clock, type Fen, type Instant } from '@heyi/kernel';
import type {
  BankChannel,
  SubmitOutcome,
  TransferInstruction,
  TransferReport,
  TransferState,
} from '../channel/bank-channel.ts';

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

type Call = {
  isFirst: boolean;
  now: Instant;
  execute(state: TransferState): TransferReport;
};

const silence = { kind: 'unknown', text: '银行没有应答' } as const;
const reported = (report: TransferReport): SubmitOutcome => ({ kind: 'reported', report });
const refused = (code: string, text: string, retryAt: Instant | null): SubmitOutcome => ({
  kind: 'notSent',
  code,
  text,
  retryAt,
});

/** What happens to a payee; the first word of the name says it. Anybody else is paid at once. */
const lies: Record<string, (call: Call) => SubmitOutcome> = {
  timeoutBefore: ({ isFirst, execute }) => (isFirst ? silence : reported(execute('succeeded'))),
  timeoutAfter({ execute }) {
    execute('succeeded');
    return silence;
  },
  arrivesLate({ isFirst, execute }) {
    if (!isFirst) return reported(execute('succeeded'));
    setTimeout(() => execute('succeeded'), 150);
    return silence;
  },
  neverArrives: () => silence,
  throws({ execute }) {
    execute('succeeded');
    throw new Error('socket hang up');
  },
  fails: ({ execute }) => reported(execute('failed')),
  processing: ({ execute }) => reported(execute('processing')),
  silent: ({ execute }) => reported(execute('processing')),
  suspended: ({ execute }) => reported(execute('suspended')),
  closed: ({ isFirst, now, execute }) =>
    isFirst
      ? refused('rate_limited', '请求过于频繁', addSeconds(now, 1))
      : reported(execute('succeeded')),
  forbidden: () => refused('payer_not_authorised', '未签约', null),
};

/** How long the bank takes over some payees. */
const waits: Record<string, number> = { slow: 400, crawls: 800 };

/** A bank in memory whose answers cannot be trusted, but whose book can. */
export function openLyingBank(options: {
  clock: Clock;
  code?: string;
  inFlightMax?: number;
  answerMs?: number;
  /** False for one that would move real money. */
  isStandIn?: boolean;
}): LyingBank {
  const { clock, answerMs = 0 } = options;
  const book: LyingBank['book'] = new Map();
  const seen = new Set<string>();
  let open = 0;
  const bank: LyingBank = {
    ...deafDoors,
    code: options.code ?? 'lying',
    isStandIn: options.isStandIn ?? true,
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
      const wait = waits[order.payeeName.split(' ')[0]!] ?? answerMs;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      open -= 1;
      const now = clock.now();
      if (bank.opensAt !== null && now < bank.opensAt) {
        return refused('closed_window', '非交易时间', bank.opensAt);
      }
      const isFirst = !seen.has(order.reference);
      seen.add(order.reference);
      const execute = (state: TransferState) => executeOnce(book, clock.now(), order, state);
      const lie = lies[order.payeeName.split(' ')[0]!];
      return lie?.({ isFirst, now, execute }) ?? reported(execute('succeeded'));
    },
    query(reference) {
      bank.queried.push(reference);
      const found = book.get(reference);
      return Promise.resolve(
        found ? { kind: 'reported', report: reportOf(found) } : { kind: 'notFound' },
      );
    },
    report(reference, state, code) {
      const found = book.get(reference)!;
      const later = addSeconds(found.occurredAt, 0.001);
      const occurredAt = clock.now() > later ? clock.now() : later;
      const next = { ...found, state, code: code ?? null, text: null, occurredAt };
      book.set(reference, next);
      return reportOf(next);
    },
  };
  return bank;
}

/** The parts of a bank that this one plays without lying. */
const deafDoors: Omit<BankChannel, 'code' | 'isStandIn' | 'inFlightMax' | 'submit' | 'query'> = {
  submitBatch: () => Promise.resolve({ kind: 'unknown', text: '没有代发' }),
  queryBatch: () => Promise.resolve({ kind: 'notFound' }),
  balance: (account) =>
    Promise.resolve({
      kind: 'reported',
      balance: { account, available: 100_000_00 as Fen, at: '2026-11-23T01:00:00.000Z' },
    }),
  statement: () => Promise.resolve([]),
  readCallback: (headers, body) =>
    headers['x-signature'] === 'true' ? JSON.parse(Buffer.from(body).toString('utf8')) : null,
};

function executeOnce(
  book: LyingBank['book'],
  now: Instant,
  order: TransferInstruction,
  state: TransferState,
): TransferReport {
  const known = book.get(order.reference);
  if (known) return reportOf(known);
  const report = {
    reference: order.reference,
    state,
    bankReference: `B${book.size + 1}`,
    code: state === 'failed' ? 'BE01' : null,
    text: state === 'failed' ? '收款户名与账号不符' : null,
    occurredAt: now,
  };
  book.set(order.reference, { ...report, amount: order.amount, payeeName: order.payeeName });
  return report;
}

function reportOf(entry: TransferReport): TransferReport {
  const { reference, state, bankReference, code, text, occurredAt } = entry;
  return { reference, state, bankReference, code, text, occurredAt };
}

import {
  fail,
  fen,
  type Id,
  multiply,
  newShardedId,
  ok,
  type Result,
  siblingId,
} from '@heyi/kernel';
import type { NonceRefusal } from '@heyi/connect';
import type { StreamJournal } from '@heyi/ledger';
import type { Nonce } from '@heyi/platform';
import type { StreamOrder } from '@heyi/payments';
import type { IncomeKind, Program } from '../program/program.ts';
import {
  addTaken,
  type Cumulation,
  enterDay,
  packCumulation,
  type Taken,
  unpackCumulation,
} from '../withholding/cumulation.ts';
import { cumulationTermsOf, type TaxOfMonth } from '../withholding/tax-book.ts';
import type { CompiledWithdrawalTax } from '../withholding/withdrawal-tax.ts';
import { refusalOf } from './repeated.ts';
import {
  answerText,
  bodyHashOf,
  type WithdrawalCode,
  type WithdrawalId,
  type WithdrawalOutcome,
  type WithdrawalRequest,
} from './withdrawal.ts';
import type {
  BatchRow,
  Earlier,
  NewRefusal,
  NewWithdrawal,
  StripeQueue,
  StripeState,
  WaitingSum,
} from './withdraw.store.ts';

export type Asked = {
  readonly request: WithdrawalRequest;
  readonly incomeKind: IncomeKind;
  readonly businessHash: string;
  readonly keyHash: string;
  /** Of a signed request; it is used up with the batch. */
  readonly nonce: Nonce | null;
};

/** What holds for a whole batch; read under the locks of its stripe. */
export type BatchFrame = StripeQueue & {
  readonly program: Program;
  readonly shardKey: number;
  readonly now: string;
  /** Of the pay date, as in a cumulation. */
  readonly month: number;
  readonly day: number;
  readonly stripe: StripeState;
  /** The client's money on the stripe. */
  readonly funds: number;
  readonly accounts: ProgramAccountIds;
  /** Null when the policy does not know the month. */
  readonly taxOf: TaxOfMonth;
};

export type ProgramAccountIds = Readonly<
  Record<
    | 'clientFunds'
    | 'paymentsInFlight'
    | 'clientDue'
    | 'taxPayable'
    | 'vatPayable'
    | 'serviceFeeIncome'
    | 'withdrawableHeld'
    | 'wagesPayable',
    Id<'lac'>
  >
>;

export type Decisions = {
  /** By the place of the request; null where an earlier withdrawal answers it. */
  readonly outcomes: (WithdrawalOutcome | null)[];
  /** Which withdrawal was found by key or business id, by the place of the request. */
  readonly repeated: Map<number, { id: WithdrawalId; by: 'key' | 'businessId' }>;
  readonly withdrawals: NewWithdrawal[];
  /** What the accounts of the balances carry from now on. */
  readonly carried: Map<Id<'lac'>, number[]>;
  readonly journals: StreamJournal[];
  readonly orders: StreamOrder[];
  /** What was refused now; a key keeps its refusal as it keeps its withdrawal. */
  readonly refusals: NewRefusal[];
  /** What was missing of the client's money and of the day's allowance: more may be on other stripes. */
  shortOfFunds: number;
  shortOfAllowance: number;
  dayAmount: number;
  suspendedCount: number;
  suspendedAmount: number;
};

/**
 * Decides a batch in the order in which it came, one request a worker. Nothing is written here: what
 * has to be is answered. A refused request leaves the others as they are.
 */
export function decideBatch(
  frame: BatchFrame,
  asked: readonly Asked[],
  rows: readonly BatchRow[],
  earlier: readonly Earlier[],
  nonces: readonly (NonceRefusal | null)[],
): Decisions {
  const { stripe, day } = frame;
  const decisions: Decisions = {
    outcomes: [],
    repeated: new Map(),
    withdrawals: [],
    carried: new Map(),
    journals: [],
    orders: [],
    refusals: [],
    shortOfFunds: 0,
    shortOfAllowance: 0,
    dayAmount: stripe.day === day ? stripe.dayAmount : 0,
    suspendedCount: 0,
    suspendedAmount: 0,
  };
  const money = { funds: frame.funds };
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  for (const { place, sameKeyId, sameBusinessId } of earlier) {
    const found = { id: sameKeyId ?? sameBusinessId! };
    const by = sameKeyId === null ? 'businessId' : 'key';
    decisions.repeated.set(place - 1, { ...found, by });
  }
  for (const [index, one] of asked.entries()) {
    const row = byPlace.get(index + 1);
    const spent = nonces[index] ?? null;
    if (spent !== null) {
      decisions.repeated.delete(index);
      decisions.outcomes.push(fail({ code: spent }));
      continue;
    }
    const before = row === undefined ? null : refusalOf(one, row);
    if (before !== null) {
      decisions.repeated.delete(index);
      decisions.outcomes.push(before);
      continue;
    }
    if (decisions.repeated.has(index)) {
      decisions.outcomes.push(null);
      continue;
    }
    const outcome = decideOne(frame, decisions, money, one, row);
    decisions.outcomes.push(outcome);
    if (!outcome.ok) decisions.refusals.push(newRefusal(one, outcome.failure.code));
  }
  return decisions;
}

type Decided = Result<string, { code: WithdrawalCode }>;

const refused = (code: WithdrawalCode): Decided => fail({ code });

function newRefusal({ request, incomeKind, keyHash }: Asked, code: WithdrawalCode): NewRefusal {
  return { keyHash, bodyHash: bodyHashOf(request, incomeKind), code };
}

function decideOne(
  frame: BatchFrame,
  decisions: Decisions,
  money: { funds: number },
  one: Asked,
  row: BatchRow | undefined,
): Decided {
  const { program, stripe } = frame;
  const { amount } = one.request;
  if (row === undefined) return refused('worker.not_found');
  if (row.workerState === 'suspended' && row.accountTrouble !== null) {
    return refused('worker.account_unusable');
  }
  if (row.workerState !== 'admitted' || row.payeeAccount === null) {
    return refused('worker.not_admitted');
  }
  if (program.state !== 'active') return refused('program.not_active');
  if (amount < program.withdrawalMin) return refused('withdrawal.amount_too_small');
  if (amount > program.withdrawalMax) return refused('withdrawal.amount_too_large');
  const before = unpackCumulation(row.carried);
  const { cumulation } = before;
  const terms = cumulationTermsOf(program, one.incomeKind, frame.month);
  enterDay(cumulation, frame.month, frame.day, terms);
  const tax = frame.taxOf(one.incomeKind, cumulation.lastMonth);
  if (tax === null) return refused('withdrawal.tax_unknown');
  if (row.balanceId === null || (row.withdrawable ?? 0) < amount) {
    return refused('withdrawal.balance_too_low');
  }
  const limit = dayLimitOf(program, cumulation, amount, frame.waiting.get(row.balanceId));
  if (limit !== null) return refused(limit);
  const allowance = stripe.day === frame.day ? stripe.dayAllowance : 0;
  if (program.dayLimit !== null && decisions.dayAmount + amount > allowance) {
    decisions.shortOfAllowance += amount;
    return refused('withdrawal.day_limit');
  }
  const fee = multiply(amount, program.feeRate, 'half_up_fen');
  const isQueued = frame.isQueued || decisions.suspendedCount > 0;
  if (isQueued || money.funds < amount + fee) {
    decisions.shortOfFunds += amount + fee;
    if (program.whenShort === 'refuse') return refused('withdrawal.funds_short');
    decisions.dayAmount += amount;
    return suspend(frame, decisions, one, row);
  }
  money.funds -= amount + fee;
  decisions.dayAmount += amount;
  return accept(frame, decisions, one, row, before, tax, fee);
}

/** Which limit of the worker's day the amount passes; what waits for money is going to be paid too. */
export function dayLimitOf(
  { workerDayCount, workerDayLimit }: Program,
  { dayCount, dayReceipts }: Cumulation,
  amount: number,
  waiting: WaitingSum = { count: 0, amount: 0 },
): 'withdrawal.worker_day_count' | 'withdrawal.worker_day_limit' | null {
  if (workerDayCount !== null && dayCount + waiting.count >= workerDayCount) {
    return 'withdrawal.worker_day_count';
  }
  const isPassed =
    workerDayLimit !== null && dayReceipts + waiting.amount + amount > workerDayLimit;
  return isPassed ? 'withdrawal.worker_day_limit' : null;
}

function accept(
  frame: BatchFrame,
  decisions: Decisions,
  one: Asked,
  row: BatchRow,
  before: { seq: number; cumulation: Cumulation },
  tax: CompiledWithdrawalTax,
  fee: number,
): Decided {
  const { request, incomeKind } = one;
  const id = newShardedId<'wdr'>(frame.shardKey);
  const taken: Taken = { receipts: request.amount, tax: 0, vat: 0, surcharges: 0 };
  const { cumulation } = before;
  tax(cumulation, taken);
  addTaken(cumulation, taken);
  const seq = before.seq + 1;
  const { tax: withheld, vat, surcharges } = taken;
  const month = cumulation.lastMonth;
  decisions.withdrawals.push({
    ...newRow(one, row, id),
    taken: { tax: withheld, vat, surcharges, fee, month, seq },
  });
  decisions.carried.set(row.accountId!, packCumulation(seq, cumulation));
  const amounts = { gross: request.amount, tax: withheld, vat: vat + surcharges, fee };
  decisions.journals.push(
    payJournal(frame.accounts, row.accountId!, {
      ...amounts,
      id: siblingId(id, 0),
      kind: 'withdrawal.accepted',
    }),
  );
  decisions.orders.push(orderOf(row, id, request.amount - withheld - vat - surcharges));
  const { businessId, externalWorkerId, amount: gross } = request;
  const answered = { id, businessId, incomeKind, wasSuspended: false, gross, fee };
  return ok(
    answerText(externalWorkerId, {
      ...answered,
      tax: withheld,
      vat,
      surcharges,
      acceptedAt: frame.now,
    }),
  );
}

/** The money is held for the worker; the tax is computed when the client's money is there. */
function suspend(frame: BatchFrame, decisions: Decisions, one: Asked, row: BatchRow): Decided {
  const { request, incomeKind } = one;
  const { businessId, externalWorkerId, amount: gross } = request;
  const id = newShardedId<'wdr'>(frame.shardKey);
  decisions.withdrawals.push({ ...newRow(one, row, id), taken: null });
  decisions.journals.push({
    id: siblingId(id, 0),
    kind: 'withdrawal.suspended',
    accounts: [row.accountId!, frame.accounts.withdrawableHeld],
    amounts: [gross, -gross],
  });
  decisions.suspendedCount += 1;
  decisions.suspendedAmount += gross;
  const answered = { id, businessId, incomeKind, wasSuspended: true, gross };
  const nothing = { tax: 0, vat: 0, surcharges: 0, fee: 0 };
  return ok(answerText(externalWorkerId, { ...answered, ...nothing, acceptedAt: frame.now }));
}

function newRow(one: Asked, row: BatchRow, id: WithdrawalId): Omit<NewWithdrawal, 'taken'> {
  return {
    id,
    workerId: row.workerId,
    balanceId: row.balanceId!,
    businessHash: one.businessHash,
    keyHash: one.keyHash,
    businessId: one.request.businessId,
    appId: one.request.appId,
    gross: one.request.amount,
  };
}

export type PayJournal = {
  readonly id: Id<'jrn'>;
  readonly kind: StreamJournal['kind'];
  readonly gross: number;
  readonly tax: number;
  /** With the surcharges. */
  readonly vat: number;
  readonly fee: number;
};

/**
 * The one journal of a withdrawal: what was owed to the worker becomes tax, VAT and money in flight,
 * and the client's money pays what the client owed for the work, and the fee.
 */
export function payJournal(
  accounts: ProgramAccountIds,
  from: Id<'lac'>,
  { id, kind, gross, tax, vat, fee }: PayJournal,
): StreamJournal {
  const lines: readonly (readonly [account: Id<'lac'>, amount: number])[] = [
    [from, gross],
    [accounts.paymentsInFlight, -fen(gross - tax - vat)],
    [accounts.clientFunds, gross + fee],
    [accounts.clientDue, -gross],
    [accounts.taxPayable, -tax],
    [accounts.vatPayable, -vat],
    [accounts.serviceFeeIncome, -fee],
  ];
  const names: Id<'lac'>[] = [];
  const amounts: number[] = [];
  for (const [account, amount] of lines) {
    if (amount === 0) continue;
    names.push(account);
    amounts.push(amount);
  }
  return { id, kind, accounts: names, amounts };
}

type Payee = Pick<BatchRow, 'payeeName' | 'payeeAccount' | 'payeeAccountMasked' | 'payeeBankCode'>;

export function orderOf(payee: Payee, id: WithdrawalId, net: number, journalSlot = 0): StreamOrder {
  return {
    id: siblingId(id, 1),
    withdrawalId: id,
    payeeName: payee.payeeName,
    payeeAccount: payee.payeeAccount!,
    payeeAccountMasked: payee.payeeAccountMasked!,
    payeeBankCode: payee.payeeBankCode,
    amount: fen(net),
    journalId: siblingId(id, journalSlot),
  };
}

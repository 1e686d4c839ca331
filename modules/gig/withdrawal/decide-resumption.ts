import { fen, type Id, multiply, siblingId } from '@heyi/kernel';
import type { StreamJournal } from '@heyi/ledger';
import type { StreamOrder } from '@heyi/payments';
import type { IncomeKind, Program } from '../program/program.ts';
import {
  addTaken,
  type Cumulation,
  enterDay,
  packCumulation,
  unpackCumulation,
} from '../withholding/cumulation.ts';
import type { TaxOfMonth } from '../withholding/tax-book.ts';
import { cumulationTermsOf } from '../withholding/tax-book.ts';
import { orderOf, payJournal, type ProgramAccountIds } from './decide-batch.ts';
import { journalSlots } from './decide-reversal.ts';
import type { WithdrawalId } from './withdrawal.ts';

/** A withdrawal that waits for the client's money, and its worker as they are now. */
export type SuspendedRow = {
  id: WithdrawalId;
  balanceId: Id<'bal'>;
  accountId: Id<'lac'>;
  incomeKind: IncomeKind;
  gross: number;
  carried: number[] | null;
  workerState: string;
  payeeName: string;
  payeeAccount: string | null;
  payeeAccountMasked: string | null;
  payeeBankCode: string | null;
};

export type ResumedRow = {
  id: WithdrawalId;
  gross: number;
  tax: number;
  vat: number;
  surcharges: number;
  fee: number;
  month: number;
  seq: number;
};

export type ResumptionFrame = {
  readonly program: Program;
  readonly month: number;
  readonly day: number;
  /** The client's money on the stripe. */
  readonly funds: number;
  readonly accounts: ProgramAccountIds;
  readonly taxOf: TaxOfMonth;
};

export type Resumption = {
  readonly resumed: ResumedRow[];
  readonly journals: StreamJournal[];
  readonly orders: StreamOrder[];
  /** What the accounts of the balances carry from now on. */
  readonly carried: Map<Id<'lac'>, number[]>;
};

/** Which of the waiting ones the money reaches, in their order; the tax is that of the day it leaves. */
export function decideResumption(
  { program, month, day, funds, accounts, taxOf }: ResumptionFrame,
  rows: readonly SuspendedRow[],
): Resumption {
  const decided: Resumption = { resumed: [], journals: [], orders: [], carried: new Map() };
  const states = new Map<Id<'lac'>, { seq: number; cumulation: Cumulation }>();
  let left = funds;
  for (const row of rows) {
    const state = states.get(row.accountId) ?? unpackCumulation(row.carried);
    const { cumulation } = state;
    enterDay(cumulation, month, day, cumulationTermsOf(program, row.incomeKind, month));
    const withhold = taxOf(row.incomeKind, cumulation.lastMonth);
    const fee = multiply(fen(row.gross), program.feeRate, 'half_up_fen');
    // Somebody who may not be paid any more keeps waiting, and nobody waits behind.
    if (withhold === null || row.workerState !== 'admitted' || row.payeeAccount === null) continue;
    if (left < row.gross + fee) break;
    left -= row.gross + fee;
    const taken = { receipts: row.gross, tax: 0, vat: 0, surcharges: 0 };
    withhold(cumulation, taken);
    addTaken(cumulation, taken);
    state.seq += 1;
    states.set(row.accountId, state);
    decided.carried.set(row.accountId, packCumulation(state.seq, cumulation));
    const { tax, vat, surcharges } = taken;
    const { id, gross } = row;
    const { lastMonth } = cumulation;
    const taxes = { tax, vat, surcharges, fee, month: lastMonth, seq: state.seq };
    decided.resumed.push({ id, gross, ...taxes });
    const journalId = siblingId<'jrn'>(id, journalSlots.resumed);
    const amounts = { gross, tax, vat: vat + surcharges, fee };
    const named = { id: journalId, kind: 'withdrawal.resumed' as const };
    decided.journals.push(
      payJournal(accounts, accounts.withdrawableHeld, { ...amounts, ...named }),
    );
    decided.orders.push(orderOf(row, id, gross - tax - vat - surcharges, journalSlots.resumed));
  }
  return decided;
}

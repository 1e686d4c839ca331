/** The decisions about withdrawals without their SQL: what a simulation plays on a store in memory. */
export {
  type Asked,
  type BatchFrame,
  decideBatch,
  type ProgramAccountIds,
} from '../withdrawal/decide-batch.ts';
export {
  decideResumption,
  type ResumedRow,
  type SuspendedRow,
} from '../withdrawal/decide-resumption.ts';
export {
  type Ending,
  foldStanding,
  journalSlots,
  numberReversals,
  reversalOf,
  type ReversibleRow,
  staysOwed,
} from '../withdrawal/decide-reversal.ts';
export { answerOf } from '../withdrawal/repeated.ts';
export {
  businessHashOf,
  keyHashOf,
  type WithdrawalId,
  type WithdrawalOutcome,
  type WithdrawalRequest,
} from '../withdrawal/withdrawal.ts';
export type { BatchRow, Earlier, NewRefusal, NewWithdrawal } from '../withdrawal/withdraw.store.ts';
export type { IncomeKind, Program } from '../program/program.ts';
export { openTaxBook, type TaxOfMonth } from '../withholding/tax-book.ts';
export type { VatReadingOf } from '../withholding/vat-terms.ts';
export { type PastWithdrawal, replayBalance } from '../withholding/recompute-tax.ts';
export { unpackCumulation } from '../withholding/cumulation.ts';

export {
  type AccountKey,
  accountIdOf,
  type AccountKind,
  type Balance,
  ownerOf,
} from './account/account.ts';
export { balanceOf, type Books, lockBalanceOf, lockBooks } from './account/account.store.ts';
export { liabilitiesOf, type Liability, type LiabilityKind } from './account/liabilities-of.ts';
export {
  type Journal,
  type JournalKind,
  type JournalLine,
  transferLines,
} from './journal/journal.ts';
export { standingReferences } from './journal/journal.store.ts';
export { booksOf, type Posting, postInBooks, postJournals } from './journal/post-journals.ts';
export { reverseJournal, reverseJournals } from './journal/reverse-journal.ts';
export { carryAlone, lockTotals, postStream, type StreamJournal } from './journal/post-stream.ts';
export { getTrialBalance } from './account/get-trial-balance.ts';
export { verifyLedger } from './account/verify-ledger.ts';
export { routes } from './routes.ts';
export { type AccountBook, accountBook } from './account/account-book.ts';

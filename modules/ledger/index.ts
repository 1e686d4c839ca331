export { type AccountKey, accountIdOf, type AccountKind, type Balance } from './account/account.ts';
export { balanceOf, lockBalanceOf } from './account/account.store.ts';
export {
  type Journal,
  type JournalKind,
  type JournalLine,
  transferLines,
} from './journal/journal.ts';
export { type Posting, postJournals } from './journal/post-journals.ts';
export { reverseJournal } from './journal/reverse-journal.ts';
export { routes } from './routes.ts';

import { createLinkClient, type AnswerOf, Problem } from '@heyi/client';
import { language } from './language.ts';

/** The public API with the session of the opened link, which travels in a cookie no script reads. */
export const api = createLinkClient({ baseUrl: '', language });

export { Problem };

export type Session = AnswerOf<'getLinkSession'>;
export type Balance = AnswerOf<'getOwnBalance'>;
export type BalanceRow = Balance['rows'][number];
export type Trial = AnswerOf<'tryOwnWithdrawal'>;
export type Withdrawal = AnswerOf<'listOwnWithdrawals'>['rows'][number];
export type WithdrawalState = Withdrawal['state'];
export type Months = AnswerOf<'listOwnMonths'>['rows'];
export type Account = AnswerOf<'getOwnAccount'>;
export type Payslip = AnswerOf<'readLinkedPayslip'>;
export type OwnBase = AnswerOf<'readLinkedBase'>;
export type OwnThread = AnswerOf<'getOwnThread'>;
export type OwnPaper = OwnThread['requests'][number]['papers'][number];
export type OwnFile = OwnPaper['files'][number];
export type OwnMessage = OwnThread['messages'][number];
export type Reason = Trial['reasons'][number];

/** Of one form: whatever is sent with it again is the same withdrawal. */
export function newFormKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

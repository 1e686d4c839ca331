import { failureWords, type Words } from '@heyi/contract';
import { incomeProblems } from '../income/income-problems.ts';
import type { PayoutItem } from './payout-batch.store.ts';

/** Why an item is not paid: the words of its withdrawal, of the row, or of the worker. */
export function refusalWordsOf(item: Pick<PayoutItem, 'code' | 'withdrawalCode'>): Words | null {
  const code = item.withdrawalCode ?? item.code;
  if (code === null) return null;
  const problem = Object.values(incomeProblems).find((one) => one.problem.code === code)?.problem;
  if (problem) return { zh: problem.wording['zh-CN'].message, en: problem.wording.en.message };
  return failureWords[code]?.title ?? { zh: code, en: code };
}

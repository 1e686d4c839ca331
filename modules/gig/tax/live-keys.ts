import { periodOf } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { vatReadingOn } from './vat-reading.store.ts';
import { vatRule } from './vat-rule.ts';

/**
 * Asked before a live key pays: whether VAT can be taken as the operator has read the rule. Sandbox
 * keys are not asked. The house must be visible.
 */
export async function mayPayLive(tx: Transaction): Promise<boolean> {
  if (tx.today < vatRule().inForceFrom) return true;
  return (await vatReadingOn(tx, periodOf(tx.today))) !== null;
}

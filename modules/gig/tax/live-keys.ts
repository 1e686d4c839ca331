import { periodOf } from '@heyi/kernel';
import { type Host, inTransaction, systemActor, type Transaction } from '@heyi/platform';
import { loadVatReadings } from '../withholding/vat-terms.ts';
import { vatRule } from './vat-rule.ts';

/**
 * Asked before a live key pays: whether VAT can be taken as the operator has read the rule. Sandbox
 * keys are not asked. The house must be visible.
 */
export async function mayPayLive(tx: Transaction): Promise<boolean> {
  if (tx.today < vatRule().inForceFrom) return true;
  return (await loadVatReadings(tx))(periodOf(tx.today)) !== null;
}

/** The same, asked by the door of apps for a process. */
export function isLiveOpen(host: Host): Promise<boolean> {
  const scope = { tenantIds: [host.houseId], actor: systemActor('live keys') };
  return inTransaction(host, { ...scope, requestId: 'live keys' }, mayPayLive);
}

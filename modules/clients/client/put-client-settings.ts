import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import { publish, type Transaction } from '@heyi/platform';
import { saveSettings } from './client.store.ts';

/** When and how the client's people are paid, what may be lent, when changes must be in. */
export async function putClientSettings(
  tx: Transaction,
  input: Input<typeof contract.putClientSettings>,
) {
  const { tenantId: clientId, ...settings } = input;
  if (!(await saveSettings(tx, settings))) return fail({ code: 'client.not_found' as const });
  await publish(tx, { type: 'client.changed', payload: { clientId, isModeChanged: false } });
  return ok(settings);
}

import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { admissionSettingsOf } from './admission-settings.store.ts';

export async function getAdmissionSettings(
  tx: Transaction,
  _input: Input<typeof contract.getAdmissionSettings>,
) {
  return ok(await admissionSettingsOf(tx));
}

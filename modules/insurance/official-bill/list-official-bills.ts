import type { Input, officialBillContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { billView, readBills } from './official-bill.store.ts';

export async function listOfficialBills(
  tx: Transaction,
  { registrationId, period }: Input<typeof contract.listOfficialBills>,
) {
  return ok({ rows: (await readBills(tx, { registrationId, period })).map(billView) });
}

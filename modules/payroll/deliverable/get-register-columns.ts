import type { Input, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { registerColumns } from './register-columns.store.ts';

export async function getRegisterColumns(
  tx: Transaction,
  _input: Input<typeof contract.getRegisterColumns>,
) {
  return ok({ columns: await registerColumns(tx) });
}

import type { Input, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadPayItems } from '../scheme/pay-scheme.store.ts';
import { allColumns, checkChoice } from './register-column.ts';
import { registerColumns, saveChoice } from './register-columns.store.ts';

/** The client's own columns in their order, with the client's own names for them. */
export async function putRegisterColumns(
  tx: Transaction,
  input: Input<typeof contract.putRegisterColumns>,
) {
  const checked = checkChoice(allColumns(await loadPayItems(tx)), input.columns);
  if (!checked.ok) return checked;
  await saveChoice(tx, input.columns);
  return ok({ columns: await registerColumns(tx) });
}

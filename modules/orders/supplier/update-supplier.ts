import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { checkSupplier } from './create-supplier.ts';
import { lockSuppliers, readSuppliers, replacePrices, saveSupplier } from './supplier.store.ts';

/** Replaces every field and price. Who is ended gets nothing new; what it has goes on. */
export async function updateSupplier(
  tx: Transaction,
  input: Input<typeof contract.updateSupplier>,
) {
  const { supplierId: id, isEnded } = input;
  await lockSuppliers(tx);
  const all = await readSuppliers(tx);
  if (!all.some((one) => one.id === id)) return fail({ code: 'supplier.not_found' as const });
  const checked = checkSupplier(input);
  if (!checked.ok) return checked;
  const isTaken = all.some((one) => one.id !== id && one.uscc === checked.value.uscc);
  if (isTaken) return fail({ code: 'supplier.uscc_taken' as const });
  await saveSupplier(tx, id, { ...checked.value, isEnded });
  await replacePrices(tx, id, input.prices);
  return ok((await readSuppliers(tx, { id }))[0]!);
}

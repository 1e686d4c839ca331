import type { Input, ordersContract as contract } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { parseCreditCode } from '@heyi/statutory';
import { insertSupplier, readSuppliers, replacePrices } from './supplier.store.ts';

type Given = Input<typeof contract.createSupplier>;

export async function createSupplier(
  tx: Transaction,
  input: Input<typeof contract.createSupplier>,
) {
  const checked = checkSupplier(input);
  if (!checked.ok) return checked;
  const id = await insertSupplier(tx, checked.value);
  if (id === null) return fail({ code: 'supplier.uscc_taken' as const });
  await replacePrices(tx, id, input.prices);
  return ok((await readSuppliers(tx, { id }))[0]!);
}

/** The fields with the credit code in written form; a price a city and item. */
export function checkSupplier(
  given: Given,
): Result<
  Given & { contactName: string | null; contactEmail: string | null; note: string | null },
  { code: 'supplier.uscc_malformed' | 'supplier.price_twice' }
> {
  const uscc = parseCreditCode(given.uscc);
  if (!uscc.ok) return fail({ code: 'supplier.uscc_malformed' as const });
  const keys = new Set(given.prices.map(({ cityCode, item }) => `${cityCode} ${item}`));
  if (keys.size < given.prices.length) return fail({ code: 'supplier.price_twice' as const });
  const { contactName = null, contactEmail = null, note = null } = given;
  return ok({ ...given, uscc: uscc.value, contactName, contactEmail, note });
}

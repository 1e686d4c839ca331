import type { Input, officialBillContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { billLayouts } from '@heyi/statutory';

/** What is on file of how agencies' bills look, each with how sure it is. */
export async function listBillLayouts(
  tx: Transaction,
  _input: Input<typeof contract.listBillLayouts>,
) {
  const rows = billLayouts().map(({ layout, title, cityCodes, mark, note }) => ({
    layout,
    title: tx.language === 'en' ? title.en : title.zh,
    cityCodes: [...cityCodes],
    mark,
    note,
  }));
  return ok({ rows });
}

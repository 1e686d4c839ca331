import { clientOf } from '@heyi/clients';
import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { loadPayItems, loadSchemeSettings } from './pay-scheme.store.ts';

export async function getPayScheme(tx: Transaction, _input: Input<typeof contract.getPayScheme>) {
  return ok(await schemeView(tx));
}

export async function schemeView(tx: Transaction): Promise<Output<typeof contract.getPayScheme>> {
  const client = await clientOf(tx);
  const settings = await loadSchemeSettings(tx);
  return {
    prorationMethod: client?.prorationMethod ?? 'paidDays2175',
    ...settings,
    items: await loadPayItems(tx),
  };
}

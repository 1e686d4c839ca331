import type { Input, payrollContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { editOpenRuns, openRunIds } from '../run/edit-run.ts';
import { schemeView } from './get-pay-scheme.ts';
import { saveSchemeSettings } from './pay-scheme.store.ts';

export async function putPayScheme(tx: Transaction, input: Input<typeof contract.putPayScheme>) {
  await editOpenRuns(tx, { cause: 'payScheme' }, await openRunIds(tx, null));
  await saveSchemeSettings(tx, input);
  return ok(await schemeView(tx));
}

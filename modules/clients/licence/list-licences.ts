import type { clientsContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { licencesOf } from './licence.store.ts';

export async function listLicences(tx: Transaction, _input: Input<typeof contract.listLicences>) {
  return ok({ rows: await licencesOf(tx) });
}

import type { connectContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readApps } from './app.store.ts';
import { appScopes } from './app.ts';

export async function listApps(tx: Transaction, _input: Input<typeof contract.listApps>) {
  return ok({ rows: await readApps(tx, null), scopes: [...appScopes] });
}

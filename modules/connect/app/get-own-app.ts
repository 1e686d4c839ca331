import type { connectContract as contract, Input } from '@heyi/contract';
import { assert, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readApps } from './app.store.ts';

export async function getOwnApp(tx: Transaction, _input: Input<typeof contract.getOwnApp>) {
  const { app: caller, permissions } = tx.actor;
  assert(caller, 'only an app comes here');
  const [app] = await readApps(tx, caller.id);
  assert(app, 'an app that was admitted exists');
  const { id, name, environment, requestsPerMinute } = app;
  return ok({ id, name, environment, requestsPerMinute, scopes: [...permissions].toSorted() });
}

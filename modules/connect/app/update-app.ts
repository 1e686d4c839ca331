import type { connectContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { addressListOf } from './address-list.ts';
import { isNameTaken, lockApp } from './app.store.ts';
import { needsAddresses } from './app.ts';

export async function updateApp(tx: Transaction, input: Input<typeof contract.updateApp>) {
  const app = await lockApp(tx, input.appId);
  if (app === null) return fail({ code: 'app.not_found' as const });
  const { name, allowedAddresses, deniedAddresses, requestsPerMinute } = input;
  if (await isNameTaken(tx, { name, environment: app.environment, except: app.id })) {
    return fail({ code: 'app.name_taken' as const });
  }
  const malformed = [...allowedAddresses, ...deniedAddresses].find(
    (entry) => addressListOf([entry]) === null,
  );
  if (malformed !== undefined) {
    return fail({ code: 'app.address_malformed' as const, address: malformed });
  }
  const changed = { ...app, name, allowedAddresses, deniedAddresses, requestsPerMinute };
  if (needsAddresses(changed) && app.keys.some((key) => key.revokedAt === null)) {
    return fail({ code: 'app.addresses_required' as const });
  }
  await tx.sql`
    update connect.app
       set name = ${name}, allowed_addresses = ${allowedAddresses},
           denied_addresses = ${deniedAddresses}, requests_per_minute = ${requestsPerMinute}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${app.id}`;
  return ok(changed);
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fen, type Id } from '@heyi/kernel';
import type { TenantId } from '@heyi/platform';
import {
  createReconciliationWorld,
  monday,
  type ReconciliationWorld,
} from '../testing/reconciliation-world.ts';

let made: ReconciliationWorld;
let houseId: TenantId;
before(async () => {
  made = await createReconciliationWorld();
  houseId = made.world.host.houseId;
});
after(() => made.world.close());

/** Journals that no line names: their amounts are all there is to go by. */
async function keepJournals(account: Id<'pac'>, amounts: readonly number[]): Promise<void> {
  await made.world.as(
    houseId,
    (tx) => tx.sql`
      insert into reconciliation.book_entry (
        shard_key, tenant_id, id, payer_account_id, source, book_tenant_id, book_shard_key, source_id,
        number, journal_id, journal_kind, subject_id, booked_on, amount)
      select ${tx.shardKey}, ${tx.tenantId}, gen_random_uuid(), ${account}, 'journal', ${tx.tenantId},
             ${tx.shardKey}, gen_random_uuid(), 1, gen_random_uuid(), 'tax_paid', 'subject ' || place,
             ${monday}, 0 - amount
        from unnest(${amounts}::bigint[]) with ordinality as told (amount, place)`,
  );
}

/** A day on which nothing is easy: amounts alone, one amount many times, orders paid with another. */
async function hardDay(count: number): Promise<number> {
  const client = await made.client();
  const account = await made.payerAccount(houseId);
  const places = Array.from({ length: count }, (_, place) => place);
  await made.receive(client, account, fen(count * 10_000), `IN-${account}`);
  const orders = await made.order(
    client,
    account,
    places.map(() => 7_000),
  );
  await made.report(orders, 'succeeded');
  await keepJournals(account, [
    ...places.map((place) => 20_000 + place),
    ...places.map(() => 10_000),
  ]);
  await made.tell(houseId, account, 0, [
    { bankReference: `IN-${account}`, amount: count * 10_000 },
    ...places.map((place) => ({ bankReference: `A${place}`, amount: -20_000 - place })),
    ...places.map((place) => ({ bankReference: `B${place}`, amount: -10_000 })),
    ...orders.map((reference, place) => ({
      bankReference: `C${place}`,
      amount: -7_001,
      reference,
    })),
  ]);
  const began = performance.now();
  const { matches, opened } = await made.compare(houseId, account);
  const took = performance.now() - began;
  assert.equal(matches, 1 + count, 'the receipt, and amounts that only two have');
  assert.equal(opened, 3 * count, 'one amount many times on both sides, and amounts that differ');
  return took;
}

test('明细多十倍，对账时间按比例增长，不按平方', async () => {
  await hardDay(20);
  const few = await hardDay(250);
  const many = await hardDay(2_500);
  // Ten times as many; by the square it was a hundred times as long.
  assert.ok(many < 30 * few, `${few} ms, then ${many} ms`);
});

import assert from 'node:assert/strict';
import { routes, takeArrivals } from '@heyi/billing';
import { type Fen, type Id, newId, type PlainDate, shanghaiDate } from '@heyi/kernel';
import type { TenantId, Transaction } from '@heyi/platform';
import type { TestHost } from '@heyi/platform/testing';

export type Arrival = {
  amount: Fen;
  senderName?: string;
  bankReference?: string;
  receivedOn?: PlainDate;
};

/** Money arrives at an account of `holder`, as its statement tells; nobody has it yet. */
export async function arrive(
  world: TestHost,
  at: { readonly tenantId: TenantId; readonly payerAccountId: Id<'pac'> },
  { amount, senderName = '某某有限公司', bankReference = newId(), receivedOn }: Arrival,
): Promise<Id<'rcp'>> {
  const day = receivedOn ?? shanghaiDate(world.host.clock.now());
  const arrival = { amount, senderName, bankReference, receivedOn: day, note: null };
  return world.as(at.tenantId, async (tx) => {
    assert.equal(await takeArrivals(tx, at.payerAccountId, 'statement', [arrival]), 1);
    const [row] = await tx.sql<{ id: Id<'rcp'> }>`
      select id from billing.receipt where bank_reference = ${bankReference}`;
    return row!.id;
  });
}

/** The match of a receipt is undone, as the provider does it. */
export async function unmatch(
  world: TestHost,
  tenantId: TenantId,
  receiptId: Id<'rcp'>,
): Promise<void> {
  const undo = routes.find(({ operation }) => operation.id === 'unmatchReceipt')!;
  const input = { tenantId, receiptId, reason: '核销错了' };
  const undone = await world.as(tenantId, (tx) => undo.run(tx, input as never));
  assert.ok(undone.ok, JSON.stringify(undone));
}

type Outcome<V> = { ok: true; value: V } | { ok: false; failure: { code: string } };

/** The code of a refusal, which leaves no trace, as behind the door; null when it was done. */
export async function refusalOf<V>(
  world: TestHost,
  tenantId: TenantId,
  attempt: (tx: Transaction) => Promise<Outcome<V>>,
): Promise<string | null> {
  let code: string | null = null;
  await world
    .as(tenantId, async (tx) => {
      const outcome = await attempt(tx);
      if (outcome.ok) return;
      code = outcome.failure.code;
      throw new Error('refused');
    })
    .catch((error: Error) => {
      if (error.message !== 'refused') throw error;
    });
  return code;
}

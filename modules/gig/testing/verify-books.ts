import assert from 'node:assert/strict';
import type { TestHost } from '@heyi/platform/testing';
import { proveWithdrawals } from '../withdrawal/prove-withdrawals.ts';
import type { GigClient } from './gig-client.ts';

/** The proof of a client's withdrawals has to hold. */
export async function verifyBooks(world: TestHost, { tenantId }: GigClient) {
  const proof = await world.as(tenantId, (tx) => proveWithdrawals(tx, { tenantId }));
  assert.ok(proof.ok);
  assert.ok(proof.value.holds, JSON.stringify(proof.value, null, 2));
  return proof.value;
}

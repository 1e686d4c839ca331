import { type Input, paymentsContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { channelsOf } from '../channel/bank-links.ts';

export async function listPayChannels(
  tx: Transaction,
  _input: Input<typeof contract.listPayChannels>,
) {
  const rows = channelsOf(tx.host).map((channel) => ({
    channel,
    isLinked: channel !== contract.fileChannel,
  }));
  return Promise.resolve(ok({ rows }));
}

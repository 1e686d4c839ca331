import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { ownBase } from './own-base.ts';

export async function readLinkedBase(tx: Transaction) {
  const own = await ownBase(tx);
  if (!own) return fail({ code: 'base_adjustment.not_found' as const });
  const { regime, cityName, period, deadline, state } = own.adjustment;
  const { employmentId: _id, ...row } = own.row;
  return ok({ ...row, regime, cityName, period, deadline, state });
}

import { fail, ok } from '@heyi/kernel';
import { cityNames } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import { ownBase } from './own-base.ts';

export async function readLinkedBase(tx: Transaction) {
  const own = await ownBase(tx);
  if (!own) return fail({ code: 'base_adjustment.not_found' as const });
  const { regime, cityCode, cityName, period, deadline, state } = own.adjustment;
  const { employmentId: _id, ...row } = own.row;
  const cityNameEn = cityNames(regime, cityCode)?.en ?? null;
  return ok({ ...row, regime, cityName, cityNameEn, period, deadline, state });
}

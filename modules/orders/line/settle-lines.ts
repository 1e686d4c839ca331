import type { Transaction } from '@heyi/platform';
import { actOnLines } from '../step/act-on-lines.ts';
import { lockLines } from './line.store.ts';
import type { LineId } from './line.ts';

/** 已结算: the client's bill that holds the lines was received. Answers those that were settled. */
export async function settleLines(tx: Transaction, ids: readonly LineId[]): Promise<LineId[]> {
  const lines = [...(await lockLines(tx, ids)).values()];
  const acted = await actOnLines(tx, lines, {
    anybody: true,
    intent: () => ({ note: { action: 'settle' } }),
  });
  return acted.ok ? acted.value.rows.flatMap(({ id, refusal }) => (refusal ? [] : [id])) : [];
}

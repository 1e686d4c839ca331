import type { Transaction } from '@heyi/platform';
import { actOnLines } from '../step/act-on-lines.ts';
import { lockLines } from './line.store.ts';
import type { LineId } from './line.ts';

/** 已结算: the client's bill that holds the lines was received. Answers those that were settled. */
export function settleLines(tx: Transaction, ids: readonly LineId[]): Promise<LineId[]> {
  return moveLines(tx, ids, 'settle');
}

/** 撤销核销: the bill is open again, and so are the lines on it. */
export function unsettleLines(tx: Transaction, ids: readonly LineId[]): Promise<LineId[]> {
  return moveLines(tx, ids, 'unsettle');
}

async function moveLines(
  tx: Transaction,
  ids: readonly LineId[],
  action: 'settle' | 'unsettle',
): Promise<LineId[]> {
  const lines = [...(await lockLines(tx, ids)).values()];
  const acted = await actOnLines(tx, lines, {
    anybody: true,
    intent: () => ({ note: { action } }),
  });
  return acted.ok ? acted.value.rows.flatMap(({ id, refusal }) => (refusal ? [] : [id])) : [];
}

import type { billingContract as contract, Input } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { findAdvances, viewAdvance } from './advance.store.ts';
import { advanceRoomOf } from './advance-limit.ts';

export async function listAdvances(tx: Transaction, input: Input<typeof contract.listAdvances>) {
  const limit = input.limit ?? 50;
  const after = input.after !== undefined && isUuid(input.after) ? input.after : null;
  const filter = { id: null, state: input.state ?? null, after, limit: limit + 1 };
  const rows = await findAdvances(tx, filter);
  const shown = rows.slice(0, limit);
  return ok({
    ...(await advanceRoomOf(tx)),
    rows: shown.map((advance) => viewAdvance(tx, advance)),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  });
}

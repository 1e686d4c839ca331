import type { Input, Output, payrollContract as contract } from '@heyi/contract';
import { assignedClients } from '@heyi/clients';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { sourcesOfWaiting } from './sources-of-waiting.ts';
import { cursorOf, isAfter, type Waiting } from './waiting.ts';

type Answer = Output<typeof contract.listWaiting>;

/**
 * Everything that waits for the actor, one query a kind whatever the number of clients. A row is a run
 * or one kind of work of one client, so that all of them are few and the page is cut here.
 */
export async function listWaiting(tx: Transaction, input: Input<typeof contract.listWaiting>) {
  const limit = input.limit ?? 50;
  const clients = await assignedClients(tx);
  const found: Waiting[] = [];
  for (const { permissions, read } of sourcesOfWaiting) {
    if (!permissions.some((permission) => tx.actor.permissions.has(permission))) continue;
    found.push(...(await read(tx)));
  }
  const rows = found
    .filter(({ clientId }) => input.client === undefined || clientId === input.client)
    .map((row) => ({ ...row, cursor: cursorOf(row) }))
    .toSorted((a, b) => (a.cursor < b.cursor ? -1 : 1));
  const rest = rows.filter(({ cursor }) => isAfter(cursor, input.after));
  const shown = rest.slice(0, limit);
  const answer: Answer = {
    rows: shown.map(({ cursor: _, ...row }) => ({
      ...row,
      clientName: clients.get(row.clientId)?.shortName ?? '',
    })),
    next: rest.length > limit ? shown.at(-1)!.cursor : null,
    total: rows.length,
    due: rows.filter(({ dueOn }) => dueOn !== null && dueOn <= tx.today).length,
  };
  return ok(answer);
}

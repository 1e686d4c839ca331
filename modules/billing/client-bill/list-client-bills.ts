import { clientBillContract as contract, type Input } from '@heyi/contract';
import { ok, sum, zeroFen } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readBills } from './read-bills.ts';

export async function listClientBills(
  tx: Transaction,
  input: Input<typeof contract.listClientBills>,
) {
  const { limit = 50 } = input;
  const rows = await readBills(tx, { ...input, limit: limit + 1 });
  const shown = rows.slice(0, limit).map(({ hash: _hash, ...row }) => row);
  const next = rows.length > limit ? shown.at(-1)!.place : null;
  const asked = await readBills(tx, { clientId: input.clientId, limit: bandsOver });
  const bands = contract.ageingBands.map((band) => {
    const bills = asked.filter(({ ageing }) => ageing === band);
    return { band, open: sum(bills.map(({ open }) => open ?? zeroFen)), billCount: bills.length };
  });
  return ok({ rows: shown.map(({ place: _place, ...row }) => row), next, bands });
}

/** Open ones stand first in the order of bills, so that the sums have all of them. */
const bandsOver = 100_000;

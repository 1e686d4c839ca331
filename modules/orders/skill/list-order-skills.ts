import { colleaguesWho } from '@heyi/access';
import type { Input, ordersContract as contract } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { readSkills } from './colleagues.ts';

export async function listOrderSkills(
  tx: Transaction,
  _input: Input<typeof contract.listOrderSkills>,
) {
  const skills = await readSkills(tx);
  const workers = await colleaguesWho(tx, 'order_line:work');
  return ok({
    rows: workers.map(({ id, name }) => ({ accountId: id, name, skills: skills.get(id) ?? [] })),
  });
}

import type { Input, peopleContract as contract } from '@heyi/contract';
import { isUuid, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type { EmploymentId } from '../employment/employment.ts';
import { type Finding, findBreaches, threeInOneGround } from './three-in-one.store.ts';

const rowsDefault = 100;
const judgedAtOnce = 5000;

/** Everybody who has not left and breaks the rule of the mode today, excepted or not. */
export async function listThreeInOneBreaches(
  tx: Transaction,
  input: Input<typeof contract.listThreeInOneBreaches>,
) {
  const limit = input.limit ?? rowsDefault;
  const ground = await threeInOneGround(tx);
  const found = new Map<EmploymentId, Finding[]>();
  let after: EmploymentId | null =
    input.after !== undefined && isUuid(input.after) ? (input.after as EmploymentId) : null;
  do {
    const wanted = { on: tx.today, ids: null, after, limit: judgedAtOnce };
    const part = await findBreaches(tx, ground, wanted);
    for (const [id, findings] of part.found) found.set(id, findings);
    after = part.last;
  } while (after !== null && found.size <= limit);
  const shown = [...found].slice(0, limit);
  const names = await namesOf(
    tx,
    shown.map(([id]) => id),
  );
  const rows = shown.map(([employmentId, findings]) => {
    const { personName, employeeNumber } = names.get(employmentId)!;
    return { employmentId, personName, employeeNumber, findings };
  });
  return ok({ rows, next: found.size > limit ? shown.at(-1)![0] : null });
}

type NameRow = { id: EmploymentId; personName: string; employeeNumber: string | null };

async function namesOf(
  tx: Transaction,
  ids: readonly EmploymentId[],
): Promise<Map<EmploymentId, NameRow>> {
  const rows = await tx.sql<NameRow>`
    select e.id, p.name as "personName", e.employee_no as "employeeNumber"
      from people.employment e
      join people.person p
        on p.shard_key = e.shard_key and p.tenant_id = e.tenant_id and p.id = e.person_id
     where e.shard_key = ${tx.shardKey} and e.tenant_id = ${tx.tenantId}
       and e.id = any (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

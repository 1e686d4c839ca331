import type { EvidenceSubjects } from '@heyi/evidence';
import { openDocument, type PersonId } from '@heyi/people';
import type { Transaction } from '@heyi/platform';
import type { LineId } from './line/line.ts';
import { factsOf } from './line/line-title.ts';
import { readLines } from './line/read-lines.ts';

/** What evidence is told of a line that a paper is bound to. */
export const lineSubjects: EvidenceSubjects = {
  kind: 'orderLine',
  async describe(tx, id) {
    const [line] = await lineOf(tx, id);
    return line ? factsOf(line) : null;
  },
  async people(tx, id) {
    const [row] = await tx.sql<{ personId: PersonId; name: string }>`
      select person_id as "personId", person_name as name from orders.line
       where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}`;
    if (!row) return [];
    return [{ name: row.name, documentNumber: await openDocument(tx, row.personId) }];
  },
};

function lineOf(tx: Transaction, id: string) {
  const wanted = { tenantId: tx.tenantId, ids: [id as LineId] };
  return readLines(tx, wanted, { day: null, id: null, limit: 1 });
}

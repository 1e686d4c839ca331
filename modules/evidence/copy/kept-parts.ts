import { createHash } from 'node:crypto';
import type { Transaction } from '@heyi/platform';
import { readBindings } from '../binding/binding.store.ts';
import type { EvidenceMark } from '../binding/marks.ts';
import type { EvidenceDocument } from '../document/document.ts';
import { readHeads } from './head.store.ts';

/** What a copy for the tenant keeps: everything, or the head and the rows of its people. */
export type KeptParts =
  | { readonly isWhole: true }
  | { readonly isWhole: false; readonly marks: readonly EvidenceMark[]; readonly hash: Buffer };

type Box = Extract<EvidenceMark, { kind: 'box' }>;

/**
 * A paper of the tenant's own names its own people alone. Of a list of the provider, a binding says
 * which rows are the tenant's; what nobody has marked is not shown.
 */
export async function keptParts(tx: Transaction, document: EvidenceDocument): Promise<KeptParts> {
  if (document.tenantId === tx.tenantId) return { isWhole: true };
  const bindings = await readBindings(tx, { documentIds: [document.id] });
  const standing = bindings.filter(({ shown }) => shown.revokedAt === null);
  const marks = standing.flatMap(({ shown }) => shown.marks);
  if (marks.some(({ kind }) => kind === 'whole')) return { isWhole: true };
  const head = (await readHeads(tx, document.tenantId, [document.id])).get(document.id) ?? [];
  const kept = [...head, ...marks];
  const hash = createHash('sha256').update(JSON.stringify(kept)).digest();
  return { isWhole: false, marks: kept, hash };
}

export function boxesOf(marks: readonly EvidenceMark[]): Box[] {
  return marks.filter((mark) => mark.kind === 'box');
}

/** The numbers of the rows of one sheet. */
export function rowsOf(marks: readonly EvidenceMark[], sheet: number): ReadonlySet<number> {
  return new Set(
    marks.flatMap((mark) => (mark.kind === 'row' && mark.sheet === sheet ? [mark.row] : [])),
  );
}

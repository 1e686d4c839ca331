import type { EvidenceBound, EvidenceSubjects, SubjectFacts } from '@heyi/evidence';
import type { Transaction } from '@heyi/platform';
import {
  refuseEvidence,
  type ReturnId,
  taxDueOf,
  type WithholdingReturn,
} from './withholding-return.ts';
import { loadReturn, loadReturnForUpdate, moveReturn } from './withholding-return.store.ts';

export function returnFacts({ entityName, taxPeriod }: WithholdingReturn): SubjectFacts {
  const title = `${entityName} ${taxPeriod} 个人所得税扣缴申报`;
  return { service: 'incomeTax', period: taxPeriod, personName: null, title };
}

/** A return is of everybody whom the entity paid: its papers name nobody's row. */
export const returnEvidence: EvidenceSubjects = {
  kind: 'withholdingReturn',
  describe: async (tx, id) => {
    const declared = await loadReturn(tx, id as ReturnId);
    return declared && returnFacts(declared);
  },
  people: async () => [],
};

/** A paper that was bound by hand moves the return on as one that was attached to it. */
export async function followBoundEvidence(
  tx: Transaction,
  { subjectKind, subjectId, documentId, proves }: EvidenceBound,
): Promise<void> {
  if (subjectKind !== 'withholdingReturn') return;
  const declared = await loadReturnForUpdate(tx, subjectId as ReturnId);
  if (!declared || declared.state === 'evidenced' || refuseEvidence(declared) !== null) return;
  const isProven = proves.includes('paid') || (taxDueOf(declared) <= 0 && proves.length > 0);
  if (!isProven) return;
  await tx.sql`
    update payroll.withholding_return set evidence_id = ${documentId}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  await moveReturn(tx, declared.id, { action: 'evidenced', state: 'evidenced' });
}

/** 已取证 goes back when what proved it was taken back. */
export async function followUnboundEvidence(
  tx: Transaction,
  { subjectKind, subjectId, proves }: EvidenceBound,
): Promise<void> {
  if (subjectKind !== 'withholdingReturn' || proves.length > 0) return;
  const declared = await loadReturnForUpdate(tx, subjectId as ReturnId);
  if (declared?.state !== 'evidenced') return;
  await tx.sql`
    update payroll.withholding_return set evidence_id = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${declared.id}`;
  const state = declared.paidAmount === null ? 'accepted' : 'taxPaid';
  await moveReturn(tx, declared.id, { action: 'evidenceRevoked', state });
}

import { createHash } from 'node:crypto';
import type { evidenceContract as contract } from '@heyi/contract';
import { type Instant, newId, ok, type PayPeriod, type Result } from '@heyi/kernel';
import { acceptFile, enqueue, storeFile, type Transaction } from '@heyi/platform';
import type { DocumentId, EvidenceDocument } from './document.ts';
import { findSame, insertDocument, lockContent, readDocuments } from './document.store.ts';
import { stampEvidenceJob } from '../stamp/stamp-evidence.ts';
import { inspectDocument, type InspectFailure } from './inspect-document.ts';

export type NewEvidence = {
  readonly kind: contract.EvidenceKind;
  readonly file: { readonly name: string; readonly content: Buffer };
  /** The agency, bureau or bank that it is from. */
  readonly sourceName: string;
  readonly pageAddress?: string | null;
  readonly verificationCode?: string | null;
  readonly period?: PayPeriod | null;
  /** Who fetched it: the actor when absent, or a robot by its name. */
  readonly capturedBy?: string;
  readonly capturedAt?: Instant;
};

export type RecordFailure = InspectFailure | { readonly code: 'file.empty' | 'file.kind_refused' };

/** `isNew` is false when the same paper of the same kind stood in the tenant already. */
export type Recorded = { readonly document: EvidenceDocument; readonly isNew: boolean };

/**
 * Keeps a paper in the tenant of the transaction, sealed and for ever; its time stamp is asked for
 * afterwards. The same paper of the same kind is kept once.
 */
export async function recordEvidence(
  tx: Transaction,
  given: NewEvidence,
): Promise<Result<Recorded, RecordFailure>> {
  const accepted = acceptFile(given.file);
  if (!accepted.ok) return accepted;
  const { type, content } = accepted.value;
  const inspected = await inspectDocument(type, content);
  if (!inspected.ok) return inspected;
  const sha256 = createHash('sha256').update(content).digest();
  await lockContent(tx, sha256);
  const same = await findSame(tx, sha256, given.kind);
  if (same) return ok({ document: same, isNew: false });
  const id: DocumentId = newId<'evd'>();
  const document = {
    id,
    tenantId: tx.tenantId,
    kind: given.kind,
    pageCount: inspected.value,
    sourceName: given.sourceName,
    pageAddress: given.pageAddress ?? null,
    verificationCode: given.verificationCode ?? null,
    period: given.period ?? null,
    capturedBy: given.capturedBy ?? tx.actor.name,
    capturedAt: given.capturedAt ?? tx.now,
    recordedAt: tx.now,
  };
  await insertDocument(tx, document, await storeFile(tx, accepted.value));
  await enqueue(tx, { job: stampEvidenceJob, input: { documentId: id }, subjectId: id });
  return ok({ document: (await readDocuments(tx, tx.tenantId, [id]))[0]!, isNew: true });
}

import type { evidenceContract as contract, Output } from '@heyi/contract';
import type { Id, Instant, PayPeriod } from '@heyi/kernel';
import type { FileId, TenantId } from '@heyi/platform';

export type DocumentId = Id<'evd'>;
export type EvidenceKind = contract.EvidenceKind;
export type EvidenceView = Output<typeof contract.getEvidence>;

/** 凭证 as it stands in its holder's tenant. */
export type EvidenceDocument = {
  readonly id: DocumentId;
  readonly tenantId: TenantId;
  readonly kind: EvidenceKind;
  readonly fileId: FileId;
  readonly fileName: string;
  readonly type: string;
  readonly sha256: Buffer;
  readonly size: number;
  readonly pageCount: number;
  readonly sourceName: string;
  readonly pageAddress: string | null;
  readonly verificationCode: string | null;
  readonly period: PayPeriod | null;
  readonly capturedBy: string;
  readonly capturedAt: Instant;
  readonly recordedAt: Instant;
};

/** A workbook or a table of text: its rows are left out of copies, where pages are blackened. */
export function isSheet(document: Pick<EvidenceDocument, 'type'>): boolean {
  return document.type === 'text/csv' || document.type.endsWith('spreadsheetml.sheet');
}

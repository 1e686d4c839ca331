import { formatId, type Instant } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import type {
  BatchReport,
  QueryBatchOutcome,
  SubmitBatchOutcome,
  TransferReport,
  TransferState,
} from '../channel/bank-channel.ts';
import { applyFindings, type OrderFinding } from '../order/apply-findings.ts';
import {
  decide,
  type DispatchPolicy,
  type Finding,
  orderIdOf,
  referenceOf,
} from '../order/pay-order.ts';
import { askOpenLines, lockFile, moveLines, type PayFileId, updateFile } from './pay-file.store.ts';

export type FileOutcome = SubmitBatchOutcome | QueryBatchOutcome;

export function fileReferenceOf(fileId: PayFileId): string {
  return formatId('pfl', fileId);
}

const stateOfBatch = {
  processing: 'processing',
  finished: 'succeeded',
  refused: 'failed',
} as const satisfies Record<BatchReport['state'], TransferState>;

/** Writes what the bank said of a batch file: the same decisions as for one order, for all its lines. */
export async function applyFileFinding(
  tx: Transaction,
  fileId: PayFileId,
  { outcome, sentAt }: { outcome: FileOutcome; sentAt: Instant },
  policy: DispatchPolicy,
): Promise<void> {
  const file = await lockFile(tx, fileId);
  const change = decide(file, findingOf(outcome, sentAt), policy, tx.now);
  if (change === null) return;
  await updateFile(tx, fileId, change);
  if (outcome.kind === 'reported' && change.state !== 'sent') {
    const reports = reportsOf(outcome.report, file.lineIds.map(referenceOf));
    await applyFindings(tx, reports.flatMap(lineFinding), policy);
    await askOpenLines(tx, fileId);
  } else if (change.isEvent) {
    await moveLines(tx, fileId, { ...change, sends: change.sends - file.sends });
  }
}

function findingOf(outcome: FileOutcome, sentAt: Instant): Finding {
  if (outcome.kind === 'notSent') return { ...outcome, sentAt };
  if (outcome.kind !== 'reported') return outcome;
  const { report } = outcome;
  const { bankReference, code, text, occurredAt } = report;
  const state = stateOfBatch[report.state];
  const reference = report.batchReference;
  const transfer = { reference, state, bankReference, code, text, occurredAt };
  return { kind: 'reported', report: transfer, isAnswer: true };
}

/** The lines of a result file; of a refused file, every line as refused. */
function reportsOf(report: BatchReport, references: readonly string[]): TransferReport[] {
  if (report.state !== 'refused') return report.lines;
  const { bankReference, code, text, occurredAt } = report;
  return references.map((reference) => ({
    reference,
    bankReference,
    code,
    text,
    occurredAt,
    state: 'failed',
  }));
}

function lineFinding(report: TransferReport): OrderFinding[] {
  const orderId = orderIdOf(report.reference);
  if (orderId === null) return [];
  return [{ orderId, source: 'file', finding: { kind: 'reported', report, isAnswer: true } }];
}

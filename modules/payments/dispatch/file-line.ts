import { type Host, inTransaction, tenantCipher, type TenantId } from '@heyi/platform';
import type { BankChannel, TransferBatch } from '../channel/bank-channel.ts';
import { applyFileFinding, type FileOutcome, fileReferenceOf } from '../file/apply-file-finding.ts';
import { buildFile, type ClaimedFile, claimFile, type PayFileId } from '../file/pay-file.store.ts';
import { type DispatchPolicy, referenceOf } from '../order/pay-order.ts';
import type { ChannelWindow } from './channel-window.ts';
import { agreeingBatches, type Lane } from './claim.store.ts';
import { dispatcherActor } from './outcome-writer.ts';
import { openPayerDetails } from './payer-details.ts';

export type DueFile = {
  tenantId: TenantId;
  fileId: PayFileId;
  payerTenantId: TenantId;
  channel: string;
};

/** Lines in one file; a larger batch becomes several. */
const linesMax = 2000;
const retryMs = 500;

/** The batch files (代发) of one bank: made from queued orders, sent, and asked about. */
export function openFileLine(options: {
  host: Host;
  channel: BankChannel;
  dispatcherId: string;
  policy: DispatchPolicy;
  window: ChannelWindow;
}) {
  const { host, channel, dispatcherId, policy, window } = options;
  const payerDetails = openPayerDetails();
  const inHand = new Set<PayFileId>();

  const scopeOf = (tenantIds: readonly TenantId[]) => ({
    tenantIds: [...new Set(tenantIds)],
    actor: dispatcherActor,
    requestId: 'dispatcher',
  });

  const take = ({ tenantId, fileId, payerTenantId }: DueFile) =>
    inTransaction(host, scopeOf([tenantId, payerTenantId]), async (tx) => {
      const file = await claimFile(tx, fileId, { dispatcherId, policy });
      if (file === null) return null;
      const payer = { id: file.payerAccountId, tenantId: payerTenantId };
      const { account, name } = await payerDetails(tx, payer);
      const cipher = await tenantCipher(tx);
      const instructions = file.lines.map((line) => ({
        reference: referenceOf(line.id),
        payerAccount: account,
        payerName: name,
        payeeName: line.payeeName,
        payeeAccount: cipher.open(line.payeeAccount),
        payeeBankCode: line.payeeBankCode,
        amount: line.amount,
        purpose: line.purpose,
      }));
      const batchReference = fileReferenceOf(fileId);
      const { purpose } = file;
      const batch = {
        batchReference,
        payerAccount: account,
        payerName: name,
        purpose,
        instructions,
      };
      return { file, batch };
    });

  const write = async (tenantId: TenantId, fileId: PayFileId, outcome: FileOutcome) => {
    for (;;) {
      try {
        await inTransaction(host, scopeOf([tenantId]), (tx) =>
          applyFileFinding(tx, fileId, outcome, policy),
        );
        host.wakeEvents();
        return;
      } catch (error) {
        process.stderr.write(`pay file waits for the database: ${(error as Error).message}\n`);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  };

  return {
    /** Makes files of what is queued in batches that travel so. */
    async build(lanes: readonly Lane[]): Promise<void> {
      for (const { tenantId, batchId } of lanes) {
        await inTransaction(host, scopeOf([tenantId]), async (tx) => {
          const agreeing = await agreeingBatches(tx, [batchId]);
          if (agreeing.length > 0) await buildFile(tx, batchId, linesMax);
        });
      }
    },
    async offer(files: readonly DueFile[]): Promise<void> {
      for (const due of files) {
        if (!window.hasRoom) return;
        if (inHand.has(due.fileId)) continue;
        const taken = await take(due);
        if (taken === null) continue;
        inHand.add(due.fileId);
        window.runInWindow(async () => {
          const outcome = await callBank(channel, taken.file, taken.batch);
          await write(due.tenantId, due.fileId, outcome);
          inHand.delete(due.fileId);
        });
      }
    },
  };
}

async function callBank(
  channel: BankChannel,
  file: ClaimedFile,
  batch: TransferBatch,
): Promise<FileOutcome> {
  try {
    return file.isSending
      ? await channel.submitBatch(batch)
      : await channel.queryBatch(batch.batchReference);
  } catch (error) {
    return { kind: 'unknown', text: error instanceof Error ? error.message : 'no answer' };
  }
}

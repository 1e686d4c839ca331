import type { Instant } from '@heyi/kernel';
import { faultText, type Host, inTransaction, tenantCipher, type TenantId } from '@heyi/platform';
import type { BankChannel, TransferBatch } from '../channel/bank-channel.ts';
import { applyFileFinding, type FileOutcome, fileReferenceOf } from '../file/apply-file-finding.ts';
import { buildFile, type ClaimedFile, claimFile, type PayFileId } from '../file/pay-file.store.ts';
import { type DispatchPolicy, referenceOf } from '../order/pay-order.ts';
import type { ChannelWindow } from './channel-window.ts';
import { agreeingBatches, type Lane, type OrderShard } from './claim.store.ts';
import { dispatcherActor } from './outcome-writer.ts';
import { openPayerDetails } from './payer-details.ts';

export type DueFile = OrderShard & {
  fileId: PayFileId;
  payerTenantId: TenantId;
  channel: string;
};

export type FileLineOptions = {
  host: Host;
  channel: BankChannel;
  dispatcherId: string;
  policy: DispatchPolicy;
  window: ChannelWindow;
};

/** Lines in one file; a larger batch becomes several. */
const linesMax = 2000;
const retryMs = 500;

/** The batch files (代发) of one bank: made from queued orders, sent, and asked about. */
export class FileLine {
  readonly #options: FileLineOptions;
  readonly #inHand = new Set<PayFileId>();
  readonly #payerDetails = openPayerDetails();

  constructor(options: FileLineOptions) {
    this.#options = options;
  }

  /** Makes files of what is queued in batches that travel so. */
  async build(lanes: readonly Lane[]): Promise<void> {
    for (const { tenantId, shardKey, batchId } of lanes) {
      await inTransaction(this.#options.host, scopeOf([tenantId], shardKey), async (tx) => {
        const agreeing = await agreeingBatches(tx, [batchId]);
        if (agreeing.length > 0) await buildFile(tx, batchId, linesMax);
      });
    }
  }

  /** Sends or asks about files that are due, as far as the window has room. */
  async offer(files: readonly DueFile[]): Promise<void> {
    const { window, channel } = this.#options;
    for (const due of files) {
      if (!window.hasRoom) return;
      if (this.#inHand.has(due.fileId)) continue;
      const taken = await this.#take(due);
      if (taken === null) continue;
      this.#inHand.add(due.fileId);
      window.runInWindow(async () => {
        const outcome = await callBank(channel, taken.file, taken.batch);
        await this.#write(due, { outcome, sentAt: taken.file.sentAt });
        this.#inHand.delete(due.fileId);
      });
    }
  }

  async #take({ tenantId, shardKey, fileId, payerTenantId }: DueFile) {
    const { host, dispatcherId, policy } = this.#options;
    return inTransaction(host, scopeOf([tenantId, payerTenantId], shardKey), async (tx) => {
      const file = await claimFile(tx, fileId, { dispatcherId, policy });
      if (file === null) return null;
      const payer = { id: file.payerAccountId, tenantId: payerTenantId };
      const { account: payerAccount, name: payerName } = await this.#payerDetails(tx, payer);
      const cipher = await tenantCipher(tx);
      const instructions = file.lines.map(({ id, payeeAccount, ...line }) => ({
        ...line,
        payerAccount,
        payerName,
        reference: referenceOf(id),
        payeeAccount: cipher.open(payeeAccount),
      }));
      const batchReference = fileReferenceOf(fileId);
      const { purpose } = file;
      const batch = { batchReference, payerAccount, payerName, purpose, instructions };
      return { file, batch };
    });
  }

  /** Tries until it is written: an outcome is not lost by an outage of the database. */
  async #write(
    { tenantId, shardKey, fileId }: DueFile,
    learned: { outcome: FileOutcome; sentAt: Instant },
  ): Promise<void> {
    const { host, policy } = this.#options;
    for (;;) {
      try {
        await inTransaction(host, scopeOf([tenantId], shardKey), (tx) =>
          applyFileFinding(tx, fileId, learned, policy),
        );
        host.wakeEvents();
        return;
      } catch (error) {
        process.stderr.write(`pay file waits for the database: ${faultText(error)}\n`);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }
}

function scopeOf(tenantIds: readonly TenantId[], shardKey: number) {
  return {
    tenantIds: [...new Set(tenantIds)],
    shardKey,
    actor: dispatcherActor,
    requestId: 'dispatcher',
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

import type { Clock, Fen } from '@heyi/kernel';
import { fen } from '@heyi/kernel';
import type {
  BankChannel,
  SubmitBatchOutcome,
  TransferInstruction,
  TransferReport,
} from '@heyi/payments';

/**
 * The bank of the closed months, in this process: it pays at once and never refuses. The stand-in
 * bank takes over when the story has reached the present.
 */
export function openBankOfThePast(code: string, clock: Clock): BankChannel {
  const reports = new Map<string, TransferReport>();
  let count = 0;
  const pay = ({ reference }: TransferInstruction): TransferReport => {
    const known = reports.get(reference);
    if (known) return known;
    count += 1;
    const report: TransferReport = {
      reference,
      state: 'succeeded',
      bankReference: `2026H${String(count).padStart(10, '0')}`,
      code: null,
      text: null,
      occurredAt: clock.now(),
    };
    reports.set(reference, report);
    return report;
  };
  const batches = new Map<string, SubmitBatchOutcome>();
  return {
    code,
    isStandIn: true,
    inFlightMax: 256,
    submit: async (instruction) => ({ kind: 'reported', report: pay(instruction) }),
    query: async (reference) => {
      const report = reports.get(reference);
      return report ? { kind: 'reported', report } : { kind: 'notFound' };
    },
    async submitBatch({ batchReference, instructions }) {
      const outcome: SubmitBatchOutcome = {
        kind: 'reported',
        report: {
          batchReference,
          state: 'finished',
          bankReference: null,
          code: null,
          text: null,
          occurredAt: clock.now(),
          lines: instructions.map(pay),
        },
      };
      batches.set(batchReference, outcome);
      return outcome;
    },
    async queryBatch(batchReference) {
      const outcome = batches.get(batchReference);
      return outcome?.kind === 'reported' ? outcome : { kind: 'notFound' };
    },
    balance: async (account) => ({
      kind: 'reported',
      balance: { account, available: enough, at: clock.now() },
    }),
    statement: async () => [],
    readCallback: () => null,
  };
}

const enough: Fen = fen(10_000_000_000);

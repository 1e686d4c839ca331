import { newId } from '@heyi/kernel';
import { faultText, type Host, inTransaction, systemActor, type TenantId } from '@heyi/platform';
import type { ProgramId } from '../program/program.ts';
import { addFlow, type FlowSums, noFlow } from './flow.store.ts';
import { slotCount, slotOfLatency } from './latency.ts';

const flushEveryMs = 1000;
const actor = systemActor('withdrawals');
const requestId = 'flow of withdrawals';

type Counted = Pick<FlowSums, 'accepted' | 'acceptedAmount' | 'suspended' | 'refused'>;

type Second = { tenantId: TenantId; sums: FlowSums };

/**
 * Counts in memory what collectors of this process answer, and writes it once a second: a withdrawal
 * costs two additions. What a killed server had not written is missing in the pictures, never in the
 * books.
 */
export class FlowMeter {
  readonly #host: Host;
  readonly #byProgram = new Map<ProgramId, Second>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Names this process in the rows. */
  readonly serverId = newId();

  constructor(host: Host) {
    this.#host = host;
  }

  /** `latencies` in milliseconds, one a request that was answered. */
  count(
    program: { readonly id: ProgramId; readonly tenantId: TenantId },
    counted: Counted,
    latencies: readonly number[],
  ): void {
    let second = this.#byProgram.get(program.id);
    if (!second) {
      second = {
        tenantId: program.tenantId,
        sums: noFlow(Array.from({ length: slotCount }, () => 0)),
      };
      this.#byProgram.set(program.id, second);
    }
    const { sums } = second;
    sums.accepted += counted.accepted;
    sums.acceptedAmount += counted.acceptedAmount;
    sums.suspended += counted.suspended;
    sums.refused += counted.refused;
    for (const latency of latencies) sums.slots[slotOfLatency(latency)]! += 1;
    this.#timer ??= setTimeout(() => void this.flush(), flushEveryMs).unref();
  }

  /** Writes what was counted since the last time. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const seconds = [...this.#byProgram];
    this.#byProgram.clear();
    this.#writing = this.#writing.then(() => this.#write(seconds));
    return this.#writing;
  }

  async #write(seconds: readonly (readonly [ProgramId, Second])[]): Promise<void> {
    for (const [programId, { tenantId, sums }] of seconds) {
      const scope = { tenantIds: [tenantId], actor, requestId };
      await inTransaction(this.#host, scope, (tx) =>
        addFlow(tx, { programId, serverId: this.serverId }, sums),
      ).catch((fault: unknown) =>
        process.stderr.write(`flow of withdrawals: ${faultText(fault)}\n`),
      );
    }
  }
}

const meters = new WeakMap<Host, FlowMeter>();

export function flowMeterOf(host: Host): FlowMeter {
  let meter = meters.get(host);
  if (!meter) meters.set(host, (meter = new FlowMeter(host)));
  return meter;
}

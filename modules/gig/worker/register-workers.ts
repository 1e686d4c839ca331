import type { gigWorkerContract as contract, Input, Output } from '@heyi/contract';
import { fail, ok, type Result } from '@heyi/kernel';
import { enqueue, tenantCipher, type Transaction } from '@heyi/platform';
import { recordSignatures, type Signature } from '../agreement/signature.store.ts';
import { admissionSettingsOf } from '../settings/admission-settings.store.ts';
import { checkIdentitiesJob } from './check-identities.ts';
import { judgeWorkers } from './judge-workers.ts';
import { checkWorkerFields, type RegistrationCode, type WorkerFields } from './worker.ts';
import {
  insertWorkers,
  lockRegistrations,
  type NewWorker,
  newWorker,
  registeredWorkers,
  stripesOf,
  takeDocuments,
  type WorkerPlace,
} from './worker.store.ts';

export type Registration = WorkerFields & {
  readonly signatures?: readonly Signature[] | undefined;
};

export type RegistrationRefusal =
  | RegistrationCode
  | 'worker.already_registered'
  | 'worker.document_taken';

export type RegistrationOutcome =
  | { readonly outcome: 'registered' | 'unchanged'; readonly place: WorkerPlace }
  | { readonly outcome: 'refused'; readonly code: RegistrationRefusal };

/**
 * Registers workers a set at a time; each has an outcome of its own, in order. The provider is asked
 * by a job after the commit.
 */
export async function registerAll(
  tx: Transaction,
  registrations: readonly Registration[],
): Promise<Result<RegistrationOutcome[], { code: 'program.not_found' }>> {
  const stripes = await stripesOf(tx);
  if (stripes === null) return fail({ code: 'program.not_found' });
  await lockRegistrations(tx);
  const { channels } = await admissionSettingsOf(tx);
  const cipher = await tenantCipher(tx);
  const outcomes: RegistrationOutcome[] = [];
  const wanted = new Map<string, { index: number; worker: NewWorker }>();
  for (const [index, registration] of registrations.entries()) {
    const checked = checkWorkerFields(registration, channels);
    if (!checked.ok) {
      outcomes[index] = { outcome: 'refused', code: checked.failure.code };
    } else if (wanted.has(registration.externalWorkerId)) {
      outcomes[index] = { outcome: 'refused', code: 'worker.already_registered' };
    } else {
      const worker = newWorker(cipher, stripes(registration.externalWorkerId), checked.value);
      wanted.set(registration.externalWorkerId, { index, worker });
    }
  }
  for (const { known, same } of await registeredAmong(tx, wanted)) {
    const { index } = wanted.get(known.externalId)!;
    const place = { shardKey: stripes(known.externalId), workerId: known.workerId };
    outcomes[index] = same
      ? { outcome: 'unchanged', place }
      : { outcome: 'refused', code: 'worker.already_registered' };
    wanted.delete(known.externalId);
  }
  const candidates = [...wanted.values()];
  const free = await takeDocuments(
    tx,
    candidates.map(({ worker }) => worker),
  );
  for (const { index, worker } of candidates) {
    outcomes[index] = free.has(worker.workerId)
      ? { outcome: 'registered', place: worker }
      : { outcome: 'refused', code: 'worker.document_taken' };
  }
  const added = candidates.filter(({ worker }) => free.has(worker.workerId));
  await writeWorkers(
    tx,
    added.map(({ index, worker }) => ({ worker, signatures: registrations[index]!.signatures })),
  );
  return ok(outcomes);
}

async function registeredAmong(
  tx: Transaction,
  wanted: ReadonlyMap<string, { readonly worker: NewWorker }>,
) {
  const asked = [...wanted.values()].map(({ worker }) => ({
    shardKey: worker.shardKey,
    externalId: worker.externalWorkerId,
  }));
  const found = await registeredWorkers(tx, asked);
  return found.map((known) => ({
    known,
    same: known.contentHash.equals(wanted.get(known.externalId)!.worker.contentHash),
  }));
}

async function writeWorkers(
  tx: Transaction,
  added: readonly {
    readonly worker: NewWorker;
    readonly signatures: readonly Signature[] | undefined;
  }[],
): Promise<void> {
  if (added.length === 0) return;
  const workers = added.map(({ worker }) => worker);
  await insertWorkers(tx, workers);
  await recordSignatures(
    tx,
    added.flatMap(({ worker, signatures = [] }) =>
      signatures.map((signature) => ({ place: worker, signature })),
    ),
  );
  await judgeWorkers(tx, workers, { what: 'registered', note: null, always: true });
  const places = workers.map(({ shardKey, workerId }) => ({ shardKey, workerId }));
  await enqueue(tx, { job: checkIdentitiesJob, input: { workers: places }, subjectId: null });
}

type Results = Output<typeof contract.registerWorkers>['results'];

/** In bulk, by the platform itself. */
export async function registerWorkers(
  tx: Transaction,
  input: Input<typeof contract.registerWorkers>,
) {
  const registered = await registerAll(tx, input.workers);
  if (!registered.ok) return registered;
  const stripes = (await stripesOf(tx))!;
  const found = await registeredWorkers(
    tx,
    input.workers.map(({ externalWorkerId: externalId }) => ({
      externalId,
      shardKey: stripes(externalId),
    })),
  );
  const byId = new Map(found.map((row) => [row.externalId, row]));
  const results: Results = registered.value.map((row, index) => {
    const { externalWorkerId } = input.workers[index]!;
    if (row.outcome === 'refused') {
      return { externalWorkerId, ...row, state: null, reasons: [] };
    }
    const { state, reasons } = byId.get(externalWorkerId)!;
    return { externalWorkerId, outcome: row.outcome, code: null, state, reasons };
  });
  return ok({ results });
}

import type { gigWorkerContract as contract, Input, Output } from '@heyi/contract';
import { fail, ok, type Result, shanghaiDate } from '@heyi/kernel';
import { enqueue, tenantCipher, type Transaction } from '@heyi/platform';
import { agreementTextsOf } from '../agreement/agreement-text.store.ts';
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
  takenDocuments,
  documentKeyOf,
  type WorkerPlace,
} from './worker.store.ts';

export type Registration = WorkerFields & {
  readonly signatures?: readonly Signature[] | undefined;
};

export type RegistrationRefusal =
  | RegistrationCode
  | 'worker.already_registered'
  | 'worker.document_taken'
  | 'agreement.version_unknown'
  | 'agreement.signed_in_future';

export type RegistrationOutcome =
  | { readonly outcome: 'registered' | 'unchanged'; readonly place: WorkerPlace }
  | { readonly outcome: 'refused'; readonly code: RegistrationRefusal };

export type PlannedWorker = {
  readonly worker: NewWorker;
  readonly signatures: readonly Signature[];
};

export type PlannedRegistration =
  | (PlannedWorker & { readonly outcome: 'registered' })
  | { readonly outcome: 'unchanged'; readonly place: WorkerPlace }
  | { readonly outcome: 'refused'; readonly code: RegistrationRefusal };

/** What would become of registrations, in order; nothing is written. Null without a program. */
export async function planRegistrations(
  tx: Transaction,
  registrations: readonly Registration[],
): Promise<PlannedRegistration[] | null> {
  const stripes = await stripesOf(tx);
  if (stripes === null) return null;
  const { channels } = await admissionSettingsOf(tx);
  const cipher = await tenantCipher(tx);
  const checked = registrations.map((registration) => {
    const fields = checkWorkerFields(registration, channels);
    if (!fields.ok) return fields;
    return ok(newWorker(cipher, stripes(registration.externalWorkerId), fields.value));
  });
  const wanted = checked.flatMap((one) => (one.ok ? [one.value] : []));
  const found = await registeredWorkers(
    tx,
    wanted.map(({ shardKey, externalWorkerId: externalId }) => ({ shardKey, externalId })),
  );
  const registered = new Map(found.map((row) => [row.externalId, row]));
  const documents = await takenDocuments(tx, wanted);
  const signatureFault = await openSignatureCheck(tx);
  const ids = new Set<string>();
  return checked.map((one, index): PlannedRegistration => {
    if (!one.ok) return { outcome: 'refused', code: one.failure.code };
    const worker = one.value;
    const known = registered.get(worker.externalWorkerId);
    if (known?.contentHash.equals(worker.contentHash)) {
      const { workerId } = known;
      return { outcome: 'unchanged', place: { shardKey: worker.shardKey, workerId } };
    }
    if (known || ids.has(worker.externalWorkerId)) {
      return { outcome: 'refused', code: 'worker.already_registered' };
    }
    const document = documentKeyOf(worker);
    if (documents.has(document)) return { outcome: 'refused', code: 'worker.document_taken' };
    const signatures = registrations[index]!.signatures ?? [];
    const fault = signatureFault(signatures);
    if (fault !== null) return { outcome: 'refused', code: fault };
    ids.add(worker.externalWorkerId);
    documents.add(document);
    return { outcome: 'registered', worker, signatures };
  });
}

/** A text that was never published cannot have been signed; a sheet knows the day of signing alone. */
async function openSignatureCheck(tx: Transaction) {
  const texts = await agreementTextsOf(tx);
  const published = new Set(texts.map(({ kind, version }) => `${kind} ${version}`));
  return (signatures: readonly Signature[]) => {
    if (!signatures.every(({ kind, version }) => published.has(`${kind} ${version}`))) {
      return 'agreement.version_unknown' as const;
    }
    const isLater = signatures.some(({ signedAt }) => shanghaiDate(signedAt) > tx.today);
    return isLater ? ('agreement.signed_in_future' as const) : null;
  };
}

/**
 * Registers workers a set at a time; each has an outcome of its own, in order. The provider is asked
 * by a job after the commit.
 */
export async function registerAll(
  tx: Transaction,
  registrations: readonly Registration[],
): Promise<Result<RegistrationOutcome[], { code: 'program.not_found' }>> {
  await lockRegistrations(tx);
  const planned = await planRegistrations(tx, registrations);
  if (planned === null) return fail({ code: 'program.not_found' });
  await writeWorkers(
    tx,
    planned.filter((one) => one.outcome === 'registered'),
  );
  return ok(
    planned.map((one) =>
      one.outcome === 'registered' ? { outcome: one.outcome, place: one.worker } : one,
    ),
  );
}

/** Writes what was planned under {@link lockRegistrations}. */
export async function writeWorkers(
  tx: Transaction,
  planned: readonly PlannedWorker[],
): Promise<void> {
  if (planned.length === 0) return;
  const workers = planned.map(({ worker }) => worker);
  await takeDocuments(tx, workers);
  await insertWorkers(tx, workers);
  await recordSignatures(
    tx,
    planned.flatMap(({ worker, signatures }) =>
      signatures.map((signature) => ({ place: worker, signature })),
    ),
  );
  await judgeWorkers(tx, workers, { what: 'registered', note: null, always: true });
  for (let from = 0; from < workers.length; from += checkedAtOnce) {
    const part = workers.slice(from, from + checkedAtOnce);
    const places = part.map(({ shardKey, workerId }) => ({ shardKey, workerId }));
    await enqueue(tx, { job: checkIdentitiesJob, input: { workers: places }, subjectId: null });
  }
}

/** Workers of one job, so that its progress is seen and a restart repeats little. */
const checkedAtOnce = 500;

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

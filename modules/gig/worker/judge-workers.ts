import type { gigWorkerContract as contract } from '@heyi/contract';
import { newId, type PlainDate } from '@heyi/kernel';
import type { DocumentKind } from '@heyi/people';
import { publish, stripeKeysOf, type Transaction } from '@heyi/platform';
import type { Environment } from '../program/program.ts';
import { admissionSettingsOf } from '../settings/admission-settings.store.ts';
import { type Admission, type AdmissionFacts, admit } from './admission.ts';
import type { WorkerId } from './worker.ts';
import { lockWorkers, type WorkerPlace } from './worker.store.ts';

/** News of admissions, once for all workers that were judged together. */
export type WorkersJudged = {
  readonly workers: readonly ({
    readonly workerId: WorkerId;
    readonly externalWorkerId: string;
  } & Admission)[];
};

/** Why it is judged now; `always` writes the event though the state stays as it was. */
export type Occasion = {
  readonly what: (typeof contract.workerEvents)[number];
  readonly note: string | null;
  readonly always: boolean;
};

type FactRow = WorkerPlace &
  Omit<AdmissionFacts, 'birthDate'> & {
    readonly birthDate: PlainDate;
    readonly environment: Environment;
    readonly externalWorkerId: string;
    readonly stateBefore: string;
    readonly reasonsBefore: readonly string[];
  };

/**
 * Judges workers by everything that stands on file now, and writes what has changed. The workers are
 * locked by the caller. Publishes gig_workers.judged.
 */
export async function judgeWorkers(
  tx: Transaction,
  places: readonly WorkerPlace[],
  occasion: Occasion,
): Promise<void> {
  if (places.length === 0) return;
  const { minimumAge } = await admissionSettingsOf(tx);
  const judged = (await factsOf(tx, places)).map((facts) => ({
    facts,
    admission: admit(facts, minimumAge, tx.today),
  }));
  const changed = judged.filter(
    ({ facts, admission }) =>
      occasion.always ||
      facts.stateBefore !== admission.state ||
      facts.reasonsBefore.join() !== admission.reasons.join(),
  );
  if (changed.length === 0) return;
  await saveAdmissions(tx, changed, occasion);
  await publish(tx, {
    type: 'gig_workers.judged',
    payload: {
      workers: changed.map(({ facts, admission }) => ({
        workerId: facts.workerId,
        externalWorkerId: facts.externalWorkerId,
        ...admission,
      })),
    } satisfies WorkersJudged,
  });
}

type Judged = { readonly facts: FactRow; readonly admission: Admission };

async function saveAdmissions(
  tx: Transaction,
  changed: readonly Judged[],
  { what, note }: Occasion,
): Promise<void> {
  const stripes = changed.map(({ facts }) => facts.shardKey);
  const ids = changed.map(({ facts }) => facts.workerId);
  const states = changed.map(({ admission }) => admission.state);
  // Lists of lists do not travel as parameters: each is written as plain words.
  const reasons = changed.map(({ admission }) => admission.reasons.join(','));
  await tx.sql`
    update gig.worker w set state = judged.state
      from unnest(${stripes}::int[], ${ids}::uuid[], ${states}::text[]) as judged (stripe, id, state)
     where w.shard_key = judged.stripe and w.tenant_id = ${tx.tenantId} and w.id = judged.id
       and w.state <> judged.state`;
  await tx.sql`
    update gig.worker_profile p set reasons = string_to_array(judged.reasons, ',')
      from unnest(${stripes}::int[], ${ids}::uuid[], ${reasons}::text[])
        as judged (stripe, id, reasons)
     where p.shard_key = judged.stripe and p.tenant_id = ${tx.tenantId} and p.worker_id = judged.id`;
  await tx.sql`
    insert into gig.worker_event (shard_key, tenant_id, id, worker_id, what, state, reasons, note,
                                  actor_name, at)
    select stripe, ${tx.tenantId}, id, worker_id, ${what}, state, string_to_array(reasons, ','), ${note},
           ${tx.actor.name}, ${tx.now}
      from unnest(${stripes}::int[], ${ids.map(() => newId())}::uuid[], ${ids}::uuid[],
                  ${states}::text[], ${reasons}::text[])
        as new (stripe, id, worker_id, state, reasons)`;
}

/** What stands in the workers' stripes, with what the client's main rows say of their documents. */
async function factsOf(tx: Transaction, places: readonly WorkerPlace[]): Promise<FactRow[]> {
  const own = await ownFactsOf(tx, places);
  const documents = await documentFactsOf(tx, own);
  return own.map((facts) => {
    const { listed, isEmployee } = documents.get(keyOf(facts))!;
    // People who try things out are nobody's employees.
    return { ...facts, listed, isEmployee: isEmployee && facts.environment === 'live' };
  });
}

type Document = { readonly documentKind: DocumentKind; readonly documentHash: Buffer };

type DocumentFacts = Pick<FactRow, 'listed' | 'isEmployee'>;

const keyOf = ({ documentKind, documentHash }: Document) =>
  `${documentKind} ${documentHash.toString('hex')}`;

async function documentFactsOf(
  tx: Transaction,
  documents: readonly Document[],
): Promise<Map<string, DocumentFacts>> {
  const rows = await tx.sql<Document & DocumentFacts>`
    select wanted.kind as "documentKind", wanted.hash as "documentHash",
           array(select b.kind from gig.block_entry b
                  where b.shard_key = ${tx.tenantShardKey} and b.tenant_id = ${tx.tenantId}
                    and b.document_kind = wanted.kind and b.document_hash = wanted.hash
                    and b.removed_at is null) as listed,
           exists (select 1 from people.person h
                     join people.employment e
                       on e.shard_key = h.shard_key and e.tenant_id = h.tenant_id
                      and e.person_id = h.id and e.starts_on <= ${tx.today}
                      and (e.ends_on is null or e.ends_on >= ${tx.today})
                    where h.shard_key = ${tx.tenantShardKey} and h.tenant_id = ${tx.tenantId}
                      and h.document_kind = wanted.kind
                      and h.document_hash = wanted.hash) as "isEmployee"
      from unnest(${documents.map(({ documentKind }) => documentKind)}::text[],
                  ${documents.map(({ documentHash }) => documentHash)}::bytea[])
             as wanted (kind, hash)`;
  return new Map(
    rows.map((row) => [keyOf(row), { listed: row.listed, isEmployee: row.isEmployee }]),
  );
}

function ownFactsOf(
  tx: Transaction,
  places: readonly WorkerPlace[],
): Promise<(Omit<FactRow, keyof DocumentFacts> & Document)[]> {
  return tx.sql<Omit<FactRow, keyof DocumentFacts> & Document>`
    select w.shard_key as "shardKey", w.id as "workerId", w.environment,
           w.external_id as "externalWorkerId", w.state as "stateBefore",
           p.reasons as "reasonsBefore", p.identity_outcome as identity,
           p.birth_date as "birthDate", p.is_suspended as "isSuspended",
           w.account_trouble as "accountTrouble", p.left_at is not null as "hasLeft",
           exists (select from gig.worker_signature s
                    where s.shard_key = w.shard_key and s.tenant_id = w.tenant_id
                      and s.worker_id = w.id and s.kind = 'cooperation') as "hasAgreement",
           exists (select from gig.worker_signature s
                    where s.shard_key = w.shard_key and s.tenant_id = w.tenant_id
                      and s.worker_id = w.id and s.kind = 'declarationAuthorisation')
             as "hasAuthorisation",
           p.document_kind as "documentKind", p.document_hash as "documentHash"
      from unnest(${places.map(({ shardKey }) => shardKey)}::int[],
                  ${places.map(({ workerId }) => workerId)}::uuid[]) as wanted (shard_key, id)
      join gig.worker w
        on w.shard_key = wanted.shard_key and w.tenant_id = ${tx.tenantId} and w.id = wanted.id
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id`;
}

/** Somebody was put on a list or taken off it: who has the document, if anybody. */
export async function judgeDocument(
  tx: Transaction,
  kind: DocumentKind,
  hash: Buffer,
  note: string,
): Promise<void> {
  const places = await tx.sql<WorkerPlace>`
    select worker_shard_key as "shardKey", worker_id as "workerId" from gig.worker_document
     where shard_key = ${tx.tenantShardKey} and tenant_id = ${tx.tenantId}
       and document_kind = ${kind} and document_hash = ${hash}`;
  await judgePlaces(tx, places, { what: 'listed', note, always: true });
}

const judgedAtOnce = 5_000;

/** Everybody, after a setting has changed. */
export async function judgeAll(tx: Transaction, note: string): Promise<void> {
  for (const shardKey of await stripeKeysOf(tx)) {
    for (let after: WorkerId | null = null; ;) {
      const places: WorkerPlace[] = await tx.sql<WorkerPlace>`
        select shard_key as "shardKey", id as "workerId" from gig.worker
         where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and state <> 'left'
           and (${after}::uuid is null or id > ${after})
         order by id limit ${judgedAtOnce}`;
      if (places.length === 0) break;
      await judgePlaces(tx, places, { what: 'judged', note, always: false });
      after = places.at(-1)!.workerId;
    }
  }
}

/** Locks the workers, and judges them. */
export async function judgePlaces(
  tx: Transaction,
  places: readonly WorkerPlace[],
  occasion: Occasion,
): Promise<void> {
  await lockWorkers(tx, places);
  await judgeWorkers(tx, places, occasion);
}

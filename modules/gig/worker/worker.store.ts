import type { gigWorkerContract as contract, Output } from '@heyi/contract';
import { newId } from '@heyi/kernel';
import { documentHash, type DocumentKind } from '@heyi/people';
import {
  maskDocumentNumber,
  maskPhone,
  stripeKeysOf,
  stripeOf,
  type TenantCipher,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { type Environment, environmentOf } from '../program/program.ts';
import type { AccountTrouble, AdmissionReason, IdentityOutcome, WorkerState } from './admission.ts';
import type { PayoutChannel } from './identity-checker.ts';
import type { CheckedAccount, CheckedWorker, WorkerId } from './worker.ts';

/** Where a worker's rows stand: the shard key of the stripe, and the id. */
export type WorkerPlace = { readonly shardKey: number; readonly workerId: WorkerId };

export type WorkerView = Output<typeof contract.getWorker>;

/** The shard key of what the platform calls `externalId`; null when the client has no stripes yet. */
export async function stripesOf(tx: Transaction): Promise<((externalId: string) => number) | null> {
  const keys = await stripeKeysOf(tx);
  if (keys.length === 0) return null;
  return (externalId) => keys[stripeOf(externalId, keys.length)]!;
}

/** Registrations of a client go one after the other, so that a document is taken once. */
export async function lockRegistrations(tx: Transaction): Promise<void> {
  const name = `${tx.tenantId} gig registration`;
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${name}, 4727041))`;
}

/** Locks in the order of stripe and id, as everybody does who touches several workers. */
export async function lockWorkers(tx: Transaction, places: readonly WorkerPlace[]): Promise<void> {
  const inOrder = places.toSorted(
    (a, b) => a.shardKey - b.shardKey || (a.workerId < b.workerId ? -1 : 1),
  );
  // A stripe is on one node, and a statement locks on one.
  for (const [stripe, group] of Map.groupBy(inOrder, ({ shardKey }) => shardKey)) {
    await tx.sql`
      select id from gig.worker
       where shard_key = ${stripe} and tenant_id = ${tx.tenantId}
         and id = any (${group.map(({ workerId }) => workerId)}::uuid[])
       order by id
         for update`;
  }
}

/** What the platform registered, by its own id; the hash tells the same again from something else. */
export async function registeredWorkers(
  tx: Transaction,
  wanted: readonly { readonly shardKey: number; readonly externalId: string }[],
): Promise<
  {
    externalId: string;
    workerId: WorkerId;
    contentHash: Buffer;
    state: WorkerState;
    reasons: AdmissionReason[];
  }[]
> {
  return tx.sql`
    select w.external_id as "externalId", w.id as "workerId", p.content_hash as "contentHash",
           w.state, p.reasons
      from unnest(${wanted.map(({ shardKey }) => shardKey)}::int[],
                  ${wanted.map(({ externalId }) => externalId)}::text[])
             as wanted (shard_key, external_id)
      join gig.worker w
        on w.shard_key = wanted.shard_key and w.tenant_id = ${tx.tenantId}
       and w.environment = ${environmentOf(tx)} and w.external_id = wanted.external_id
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id`;
}

/** A worker about to be written; `contentHash` covers everything that was registered. */
export type NewWorker = CheckedWorker &
  WorkerPlace & { readonly documentHash: Buffer; readonly contentHash: Buffer };

export function newWorker(
  cipher: TenantCipher,
  shardKey: number,
  checked: CheckedWorker,
): NewWorker {
  const { externalWorkerId, name, documentKind, documentNumber, birthDate, phone } = checked;
  const { channel, accountNumber, bankName, bankCode } = checked;
  const person = [externalWorkerId, name, documentKind, documentNumber, birthDate, phone];
  const content = JSON.stringify([...person, channel, accountNumber, bankName, bankCode]);
  return {
    ...checked,
    shardKey,
    workerId: newId<'wkr'>(),
    documentHash: documentHash(cipher, documentKind, documentNumber),
    contentHash: cipher.lookup('gig worker', content),
  };
}

type Documented = { readonly documentKind: DocumentKind; readonly documentHash: Buffer };

export const documentKeyOf = ({ documentKind, documentHash: hash }: Documented): string =>
  `${documentKind} ${hash.toString('hex')}`;

/** Which of the documents somebody in the client has already, in the caller's environment. */
export async function takenDocuments(
  tx: Transaction,
  workers: readonly Documented[],
): Promise<Set<string>> {
  const taken = await tx.sql<Documented>`
    select d.document_kind as "documentKind", d.document_hash as "documentHash"
      from unnest(${workers.map(({ documentKind }) => documentKind)}::text[],
                  ${workers.map(({ documentHash: hash }) => hash)}::bytea[]) as wanted (kind, hash)
      join gig.worker_document d
        on d.shard_key = ${tx.tenantShardKey} and d.tenant_id = ${tx.tenantId}
       and d.document_kind = wanted.kind and d.document_hash = wanted.hash
       and d.environment = ${environmentOf(tx)}`;
  return new Set(taken.map(documentKeyOf));
}

/** Takes documents that are free; registrations of the client are locked. */
export async function takeDocuments(tx: Transaction, workers: readonly NewWorker[]): Promise<void> {
  await tx.sql`
    insert into gig.worker_document (shard_key, tenant_id, document_kind, document_hash, environment,
                                     worker_id, worker_shard_key)
    select ${tx.tenantShardKey}, ${tx.tenantId}, kind, hash, ${environmentOf(tx)}, id, stripe
      from unnest(${workers.map(({ documentKind }) => documentKind)}::text[],
                  ${workers.map(({ documentHash: hash }) => hash)}::bytea[],
                  ${workers.map(({ workerId }) => workerId)}::uuid[],
                  ${workers.map(({ shardKey }) => shardKey)}::int[]) as new (kind, hash, id, stripe)`;
}

export async function insertWorkers(tx: Transaction, workers: readonly NewWorker[]): Promise<void> {
  const cipher = await tenantCipher(tx);
  await tx.sql`
    insert into gig.worker (shard_key, tenant_id, id, environment, external_id, name, state,
                            channel, payee_account, payee_account_masked, payee_bank_code, created_at)
    select stripe, ${tx.tenantId}, id, ${environmentOf(tx)}, external_id, name, 'pending', channel,
           account, masked, bank_code, ${tx.now}
      from unnest(${workers.map(({ shardKey }) => shardKey)}::int[],
                  ${workers.map(({ workerId }) => workerId)}::uuid[],
                  ${workers.map(({ externalWorkerId }) => externalWorkerId)}::text[],
                  ${workers.map(({ name }) => name)}::text[],
                  ${workers.map(({ channel }) => channel)}::text[],
                  ${workers.map(({ accountNumber }) => cipher.seal(accountNumber))}::bytea[],
                  ${workers.map(({ accountMasked }) => accountMasked)}::text[],
                  ${workers.map(({ bankCode }) => bankCode)}::text[])
        as new (stripe, id, external_id, name, channel, account, masked, bank_code)`;
  await tx.sql`
    insert into gig.worker_profile (
           shard_key, tenant_id, worker_id, name, document_kind, document_sealed, document_hash,
           document_masked, birth_date, phone_sealed, phone_masked, bank_name, content_hash,
           identity_outcome, reasons, registered_at)
    select stripe, ${tx.tenantId}, id, name, kind, sealed, hash, masked, birth, phone, phone_masked,
           bank_name, content, 'unchecked', '{}', ${tx.now}
      from unnest(${workers.map(({ shardKey }) => shardKey)}::int[],
                  ${workers.map(({ workerId }) => workerId)}::uuid[],
                  ${workers.map(({ name }) => name)}::text[],
                  ${workers.map(({ documentKind }) => documentKind)}::text[],
                  ${workers.map(({ documentNumber }) => cipher.seal(documentNumber))}::bytea[],
                  ${workers.map(({ documentHash: hash }) => hash)}::bytea[],
                  ${workers.map(({ documentNumber }) => maskDocumentNumber(documentNumber))}::text[],
                  ${workers.map(({ birthDate }) => birthDate)}::date[],
                  ${workers.map(({ phone }) => cipher.seal(phone))}::bytea[],
                  ${workers.map(({ phone }) => maskPhone(phone))}::text[],
                  ${workers.map(({ bankName }) => bankName)}::text[],
                  ${workers.map(({ contentHash }) => contentHash)}::bytea[])
        as new (stripe, id, name, kind, sealed, hash, masked, birth, phone, phone_masked, bank_name,
                content)`;
}

/** Another account: what the provider and the bank said of the former no longer holds. */
export async function replaceAccount(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
  account: CheckedAccount,
): Promise<void> {
  const cipher = await tenantCipher(tx);
  await tx.sql`
    update gig.worker
       set channel = ${account.channel}, payee_account = ${cipher.seal(account.accountNumber)},
           payee_account_masked = ${account.accountMasked}, payee_bank_code = ${account.bankCode},
           account_trouble = null, account_trouble_at = null
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and id = ${workerId}`;
  await tx.sql`
    update gig.worker_profile
       set bank_name = ${account.bankName}, identity_outcome = 'unchecked', identity_text = null,
           identity_reference = null, identity_checked_at = null
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}`;
}

/** The worker by the platform's own id, or null. */
export async function findWorker(tx: Transaction, externalId: string): Promise<WorkerPlace | null> {
  const stripes = await stripesOf(tx);
  if (stripes === null) return null;
  const shardKey = stripes(externalId);
  const [row] = await tx.sql<{ workerId: WorkerId }>`
    select id as "workerId" from gig.worker
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId}
       and environment = ${environmentOf(tx)} and external_id = ${externalId}`;
  return row ? { shardKey, workerId: row.workerId } : null;
}

/** The worker by our id, which does not say its stripe. */
export async function placeOfWorker(
  tx: Transaction,
  workerId: WorkerId,
): Promise<(WorkerPlace & { readonly environment: Environment }) | null> {
  const keys = await stripeKeysOf(tx);
  const [row] = await tx.sql<{ shardKey: number; environment: Environment }>`
    select shard_key as "shardKey", environment from gig.worker
     where shard_key = any(${keys}::int[]) and tenant_id = ${tx.tenantId} and id = ${workerId}`;
  return row ? { ...row, workerId } : null;
}

type ViewRow = Omit<WorkerView, 'accountTrouble' | 'identity' | 'signatures' | 'history'> & {
  trouble: AccountTrouble | null;
  troubleAt: string;
  identityOutcome: IdentityOutcome;
  identityText: string | null;
  identityCheckedAt: string | null;
};

/** Everything on file of one worker; the newest event first. */
export async function workerView(
  tx: Transaction,
  { shardKey, workerId }: WorkerPlace,
): Promise<WorkerView> {
  const [row] = await tx.sql<ViewRow>`
    select w.id, w.environment, w.external_id as "externalWorkerId", w.name, p.document_kind as "documentKind",
           p.document_masked as "documentMasked", p.phone_masked as "phoneMasked", w.channel,
           w.payee_account_masked as "accountMasked", w.state, p.reasons,
           p.registered_at as "registeredAt", p.birth_date as "birthDate",
           p.bank_name as "bankName", p.identity_outcome as "identityOutcome",
           p.identity_text as "identityText", p.identity_checked_at as "identityCheckedAt",
           w.account_trouble as trouble, w.account_trouble_at as "troubleAt"
      from gig.worker w
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
     where w.shard_key = ${shardKey} and w.tenant_id = ${tx.tenantId} and w.id = ${workerId}`;
  const signatures = await tx.sql<WorkerView['signatures'][number]>`
    select kind, version, signed_at as "signedAt", method from gig.worker_signature
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}
     order by signed_at desc, kind`;
  const history = await tx.sql<WorkerView['history'][number]>`
    select what, state, reasons, note, actor_name as "actorName", at from gig.worker_event
     where shard_key = ${shardKey} and tenant_id = ${tx.tenantId} and worker_id = ${workerId}
     order by id desc limit 100`;
  const { trouble, troubleAt, identityOutcome, identityText, identityCheckedAt, ...rest } = row!;
  const accountTrouble = trouble === null ? null : { kind: trouble, since: troubleAt };
  const identity = { outcome: identityOutcome, text: identityText, checkedAt: identityCheckedAt };
  return { ...rest, accountTrouble, identity, signatures, history };
}

export type Elements = WorkerPlace & {
  readonly environment: Environment;
  readonly name: string;
  readonly documentKind: DocumentKind;
  readonly documentNumber: string;
  readonly phone: string;
  readonly channel: PayoutChannel;
  readonly accountNumber: string;
};

/** The four elements in full, for the identity provider alone. */
export async function openElements(
  tx: Transaction,
  places: readonly WorkerPlace[],
): Promise<Elements[]> {
  const cipher = await tenantCipher(tx);
  const rows = await tx.sql<
    WorkerPlace & {
      environment: Environment;
      name: string;
      documentKind: DocumentKind;
      document: Buffer;
      phone: Buffer;
      channel: PayoutChannel;
      account: Buffer;
    }
  >`
    select w.shard_key as "shardKey", w.id as "workerId", w.environment, w.name,
           p.document_kind as "documentKind", p.document_sealed as document, p.phone_sealed as phone, w.channel,
           w.payee_account as account
      from unnest(${places.map(({ shardKey }) => shardKey)}::int[],
                  ${places.map(({ workerId }) => workerId)}::uuid[]) as wanted (shard_key, id)
      join gig.worker w
        on w.shard_key = wanted.shard_key and w.tenant_id = ${tx.tenantId} and w.id = wanted.id
      join gig.worker_profile p
        on p.shard_key = w.shard_key and p.tenant_id = w.tenant_id and p.worker_id = w.id
     where p.left_at is null`;
  return rows.map(({ document, phone, account, ...row }) => ({
    ...row,
    documentNumber: cipher.open(document),
    phone: cipher.open(phone),
    accountNumber: cipher.open(account),
  }));
}

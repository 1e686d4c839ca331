import { fail, type Id, ok, type Result } from '@heyi/kernel';
import {
  faultOfStamp,
  type Host,
  inTransaction,
  job,
  readAnswer,
  type Stamp,
  stampRequest,
  systemActor,
  type TenantId,
  type Transaction,
} from '@heyi/platform';
import { z } from 'zod';
import { dueDocuments, keepStamp, postponeStamp, type Waiting } from './stamp.store.ts';
import { type TimeStampAuthority, timeStampAuthorityOf } from './time-stamp-authority.ts';

/** Asked for right after a paper was recorded; what is left the watch asks for later. */
export const stampEvidenceJob = job({
  kind: 'stampEvidence',
  input: z.object({ documentId: z.custom<Id<'evd'>>((value) => typeof value === 'string') }),
  run: async ({ host, transaction }, { documentId }) => {
    const due = await transaction((tx) => dueDocuments(tx, documentId, 1));
    for (const waiting of due) await stampOne(host, waiting, transaction);
    return ok({ asked: due.length });
  },
});

const atOnce = 50;

/** Asks for the stamps that are due, of whatever tenant. A day without the authority loses nothing. */
export async function stampWaiting(host: Host): Promise<void> {
  const due = await host.pool.query<{ tenant_id: TenantId }>(
    'select tenant_id from evidence.tenants_with_due_stamps($1)',
    [host.clock.now()],
  );
  for (const { tenant_id: tenantId } of due.rows) {
    const scope = { tenantIds: [tenantId], actor: systemActor('stamps'), requestId: 'stamps' };
    const transaction = <T>(work: (tx: Transaction) => Promise<T>) =>
      inTransaction(host, scope, work);
    const waiting = await transaction((tx) => dueDocuments(tx, null, atOnce));
    for (const one of waiting) await stampOne(host, one, transaction);
  }
}

type InTransaction = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** The authority is asked outside of any transaction; killed in between, it is asked once more. */
async function stampOne(host: Host, waiting: Waiting, transaction: InTransaction): Promise<void> {
  const authority = timeStampAuthorityOf(host);
  const asked = authority === null ? noAuthority : await askForStamp(authority, waiting.sha256);
  await transaction((tx) => {
    if (!asked.ok) return postponeStamp(tx, waiting.id, asked.failure);
    const { name, trusted } = authority!;
    return keepStamp(tx, waiting.id, { ...asked.value, authority: name, trusted });
  });
}

type Failure = { readonly code: string; readonly words: string };

const noAuthority = fail<Failure>({ code: 'stamp.no_authority', words: '' });

/** A token that does not verify is none, whoever sent it. */
async function askForStamp(
  authority: TimeStampAuthority,
  sha256: Buffer,
): Promise<Result<{ stamp: Stamp; nonce: string }, Failure>> {
  const { der, nonce } = stampRequest(sha256, authority.policy);
  const reply = await authority.ask(der);
  if (reply.outcome === 'noAnswer') return fail({ code: 'stamp.no_answer', words: reply.words });
  const read = readAnswer(reply.der);
  if (!read.ok) return read;
  const { policy, trusted } = authority;
  const fault = faultOfStamp(read.value, { sha256, nonce, policy, trusted });
  return fault === null ? ok({ stamp: read.value, nonce }) : fail({ code: fault, words: '' });
}

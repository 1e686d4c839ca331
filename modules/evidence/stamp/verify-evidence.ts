import { createHash } from 'node:crypto';
import type { evidenceContract as contract, Input } from '@heyi/contract';
import { fail, type Instant, ok } from '@heyi/kernel';
import { faultOfStamp, readToken, shardKeyOf, type Transaction } from '@heyi/platform';
import type { EvidenceDocument } from '../document/document.ts';
import { readOriginal } from '../document/read-original.ts';
import { findVisible } from '../document/document.store.ts';
import { stampWords } from './stamp-words.ts';

type Kept = {
  token: Buffer;
  stampedAt: Instant;
  serial: string;
  policy: string;
  authority: string;
  nonce: string;
  trusted: string;
};

/** Hashes the kept file once more and checks the token against it, without asking anybody. */
export async function verifyEvidence(
  tx: Transaction,
  input: Input<typeof contract.verifyEvidence>,
) {
  const document = await findVisible(tx, input.evidenceId);
  if (!document) return fail({ code: 'evidence.not_found' as const });
  const kept = await readStamp(tx, document);
  const finding = await findingOf(tx, document, kept);
  const { stampedAt = null, serial = null, policy = null, authority = null } = kept ?? {};
  return ok({
    finding,
    words: stampWords[finding][tx.language],
    sha256: document.sha256.toString('hex'),
    verifiedAt: tx.now,
    stampedAt,
    serial,
    policy,
    authority,
  });
}

async function findingOf(
  tx: Transaction,
  document: EvidenceDocument,
  kept: Kept | null,
): Promise<contract.StampFinding> {
  const content = await readOriginal(tx, document).catch(() => null);
  const sha256 = content && createHash('sha256').update(content).digest();
  if (!sha256?.equals(document.sha256)) return 'stamp.content_altered';
  if (kept === null) return 'stamp.waiting';
  const stamp = readToken(kept.token);
  if (stamp === null) return 'stamp.unreadable';
  const { nonce, policy, trusted } = kept;
  return faultOfStamp(stamp, { sha256, nonce, policy, trusted }) ?? 'stamp.valid';
}

async function readStamp(tx: Transaction, document: EvidenceDocument): Promise<Kept | null> {
  const [kept] = await tx.sql<Kept>`
    select token, stamped_at as "stampedAt", serial, policy, authority, nonce,
           chain_pem as trusted
      from evidence.time_stamp
     where shard_key = ${shardKeyOf(document.tenantId)} and tenant_id = ${document.tenantId}
       and document_id = ${document.id}`;
  return kept ?? null;
}

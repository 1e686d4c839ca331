import { hash } from 'node:crypto';
import { uuidFromBytes } from '@heyi/kernel';
import { bigintArray, intArray, type Nonce, uuidArray } from '@heyi/platform';

/** App and nonce as one value of fixed width: half of a SHA-256, written as a UUID. */
export function nonceDigest(appId: string, nonce: string): string {
  return uuidFromBytes(hash('sha256', `${appId}\n${nonce}`, 'buffer').subarray(0, 16));
}

/** Why a nonce is refused: it was used, or it was signed before what a crash has wiped out. */
export type NonceRefusal = 'nonce.replayed' | 'signature.expired';

/**
 * One statement that uses up many nonces, for a batch that writes more in its transaction: put it
 * first, so that batches wait for each other before they lock anything. A batch that is rolled back
 * leaves its nonces unused. Read the answer with {@link nonceRefusals}.
 */
export function spendNoncesQuery(nonces: readonly Nonce[], at: number) {
  const distinct = distinctNonces(nonces);
  return {
    name: 'connect.spend_nonces',
    text: 'select place, why from connect.spend_nonces($1, $2, $3, $4)',
    values: [
      intArray(distinct.map(({ shardKey }) => shardKey)),
      uuidArray(distinct.map(({ digest }) => digest)),
      bigintArray(distinct.map(({ stampedAt }) => stampedAt)),
      at,
    ],
  };
}

/** One entry a nonce, in their order: null when it was fresh. */
export function nonceRefusals(
  nonces: readonly Nonce[],
  rows: readonly { place: number; why: string }[],
): (NonceRefusal | null)[] {
  const distinct = distinctNonces(nonces);
  const refused = new Map<string, NonceRefusal>(
    rows.map(({ place, why }) => [
      distinct[place - 1]!.digest,
      why === 'forgotten' ? 'signature.expired' : 'nonce.replayed',
    ]),
  );
  const seen = new Set<string>();
  return nonces.map(({ digest }) => {
    // The second of two in one batch comes too late as well.
    if (seen.has(digest)) return 'nonce.replayed';
    seen.add(digest);
    return refused.get(digest) ?? null;
  });
}

/** Once each and in one order, whoever asks: two batches never wait for each other in a circle. */
function distinctNonces(nonces: readonly Nonce[]): Nonce[] {
  const byDigest = new Map<string, Nonce>();
  for (const nonce of nonces) if (!byDigest.has(nonce.digest)) byDigest.set(nonce.digest, nonce);
  return [...byDigest.values()].toSorted((a, b) => (a.digest < b.digest ? -1 : 1));
}

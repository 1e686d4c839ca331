import type { Instant } from '@heyi/kernel';
import { compactDecrypt, type CompactJWEHeaderParameters } from 'jose';
import { fieldKeyIds, fieldKeyOf } from './field-key.ts';
import type { MasterKey } from './key-ring.ts';

/** Where and when a sealed text arrived. */
export type Arrival = {
  readonly master: MasterKey;
  readonly now: Instant;
  /** Method, path and place of the field, as {@link sealedPurpose} writes them. */
  readonly purpose: string;
};

const lengthMax = 4096;
const ageSecondsMax = 120;
/** Copies of the server may disagree by so much about the time. */
const aheadSecondsMax = 60;

/** What a text was sealed for: it opens nowhere else. */
export function sealedPurpose(method: string, path: string, place: string): string {
  return `${method} ${path} ${place}`;
}

/** Anything that begins like a JSON object in base 64 and has dots is meant as sealed or signed. */
export function looksSealed(text: string): boolean {
  return /^eyJ[\w-]*\..*\./.test(text);
}

/** The text of a compact JWE; null for any that is not ours, not for here or not of now. */
export async function openSealed(text: string, arrival: Arrival): Promise<string | null> {
  if (text.length > lengthMax) return null;
  try {
    const { plaintext } = await compactDecrypt(text, (header) => keyOf(header, arrival), {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch {
    // Whatever is wrong with it, whoever sent it learns no more than that.
    return null;
  }
}

/** Asked before anything is opened; the header proves itself when the text is. */
function keyOf(header: CompactJWEHeaderParameters, { master, now, purpose }: Arrival) {
  const { kid, zip, crit, iat, for: wanted } = header as Record<string, unknown>;
  const seconds = Date.parse(now) / 1000;
  const isOfNow =
    typeof iat === 'number' && iat >= seconds - ageSecondsMax && iat <= seconds + aheadSecondsMax;
  const isOurs = typeof kid === 'string' && fieldKeyIds(now).includes(kid);
  if (!isOfNow || !isOurs || wanted !== purpose || zip !== undefined || crit !== undefined) {
    throw new Error('not sealed for here and now');
  }
  return fieldKeyOf(master, kid);
}

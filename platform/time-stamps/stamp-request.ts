import { randomBytes } from 'node:crypto';
import { Integer, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';

export const sha256Id = '2.16.840.1.101.3.4.2.1';

export type StampRequest = {
  /** DER of a TimeStampReq (RFC 3161, 2.4.1), with the wish for the authority's certificates. */
  readonly der: Buffer;
  /** Hexadecimal; the answer has to repeat it. */
  readonly nonce: string;
};

/** Asks for a token over a SHA-256, under a policy where one is wanted. */
export function stampRequest(sha256: Uint8Array, policy: string | null): StampRequest {
  // Positive and of full length, so that it is written one way alone.
  const nonce = randomBytes(16);
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Id }),
      hashedMessage: new OctetString({ valueHex: bytesOf(sha256) }),
    }),
    nonce: new Integer({ valueHex: bytesOf(nonce) }),
    certReq: true,
    ...(policy !== null && { reqPolicy: policy }),
  });
  return { der: Buffer.from(request.toSchema().toBER()), nonce: nonce.toString('hex') };
}

/** A buffer of its own, as the ASN.1 library keeps the whole of what it is given. */
export function bytesOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

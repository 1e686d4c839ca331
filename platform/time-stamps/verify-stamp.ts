import { createHash, verify, X509Certificate } from 'node:crypto';
import { IssuerAndSerialNumber, type SignerInfo } from 'pkijs';
import type { Stamp, StampFault } from './read-stamp.ts';
import { sha256Id } from './stamp-request.ts';

export type Expected = {
  readonly sha256: Uint8Array;
  /** Asked with; not known any more of a token that is read again. */
  readonly nonce?: string;
  /** The only one that is taken. */
  readonly policy?: string | null;
  /** PEM of the authorities that are believed. */
  readonly trusted: string;
};

const digestById: Readonly<Record<string, string>> = {
  [sha256Id]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Null when the token proves that the content was there at its time; else the first fault. */
export function faultOfStamp(stamp: Stamp, expected: Expected): StampFault | null {
  const isOfContent = stamp.imprint.equals(expected.sha256) && stamp.imprintAlgorithm === sha256Id;
  if (!isOfContent) return 'stamp.imprint_differs';
  const { nonce, policy = null } = expected;
  if (nonce !== undefined && stamp.nonce !== nonce) return 'stamp.nonce_differs';
  if (policy !== null && stamp.policy !== policy) return 'stamp.policy_differs';
  const held = stamp.certificates.map((der) => new X509Certificate(der));
  const signer = held.find((one) => isSigner(one, stamp.signer));
  if (!signer || !isSigned(stamp, signer)) return 'stamp.signature_wrong';
  if (!isForStamping(signer)) return 'stamp.signer_not_for_stamping';
  if (!isValidAt(signer, stamp.stampedAt)) return 'stamp.signer_expired';
  const roots = certificatesIn(expected.trusted);
  return isTrusted(signer, held, roots, stamp.stampedAt) ? null : 'stamp.signer_untrusted';
}

export function certificatesIn(pem: string): X509Certificate[] {
  const parts = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return parts.map((part) => new X509Certificate(part));
}

function isSigner(certificate: X509Certificate, { sid }: SignerInfo): boolean {
  if (!(sid instanceof IssuerAndSerialNumber)) return false;
  const serial = Buffer.from(sid.serialNumber.valueBlock.valueHexView).toString('hex');
  const plain = (text: string) => text.toLowerCase().replace(/^(?:0)+/, '');
  return plain(certificate.serialNumber) === plain(serial);
}

const messageDigestId = '1.2.840.113549.1.9.4';
const signingCertificateIds = ['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.16.2.12'];

/**
 * The signature covers the attributes; they hold the digest of what was signed, and the digest of the
 * certificate, so that no other certificate of the same key is put in its place (RFC 5816).
 */
function isSigned({ signer, infoDer }: Stamp, certificate: X509Certificate): boolean {
  const digest = digestById[signer.digestAlgorithm.algorithmId];
  const attributes = signer.signedAttrs;
  if (digest === undefined || !attributes) return false;
  const valueOf = (id: string) => attributes.attributes.find(({ type }) => type === id)?.values[0];
  const told = valueOf(messageDigestId) as { getValue?: () => ArrayBuffer } | undefined;
  const content = createHash(digest).update(infoDer).digest();
  if (!told?.getValue || !content.equals(Buffer.from(told.getValue()))) return false;
  const named = signingCertificateIds.map(
    (id) => valueOf(id) as { toBER(): ArrayBuffer } | undefined,
  );
  const names = named.filter((one) => one !== undefined).map((one) => Buffer.from(one.toBER()));
  const prints = ['sha256', 'sha1', 'sha384', 'sha512'].map((one) =>
    createHash(one).update(certificate.raw).digest(),
  );
  if (!names.some((name) => prints.some((print) => name.includes(print)))) return false;
  const signature = Buffer.from(signer.signature.getValue());
  const signed = Buffer.from(attributes.encodedValue);
  return verify(digest, signed, certificate.publicKey, signature);
}

const stampingUse = '1.3.6.1.5.5.7.3.8';

/** RFC 3161, 2.3: the certificate is for time stamps and nothing else. */
function isForStamping(certificate: X509Certificate): boolean {
  const uses = certificate.keyUsage as unknown as readonly string[] | undefined;
  return uses?.length === 1 && uses[0] === stampingUse;
}

function isValidAt(certificate: X509Certificate, at: string): boolean {
  const [from, until] = [certificate.validFromDate, certificate.validToDate];
  return from.toISOString() <= at && at <= until.toISOString();
}

const chainMax = 6;

function isTrusted(
  certificate: X509Certificate,
  held: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: string,
): boolean {
  let last = certificate;
  for (let step = 0; step < chainMax; step += 1) {
    const root = roots.find((one) => isIssuedBy(last, one) || one.raw.equals(last.raw));
    if (root) return isValidAt(root, at);
    const issuer = held.find((one) => !one.raw.equals(last.raw) && isIssuedBy(last, one));
    if (!issuer || !isValidAt(issuer, at)) return false;
    last = issuer;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

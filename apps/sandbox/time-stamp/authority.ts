import { createHash, type webcrypto } from 'node:crypto';
import {
  BitString,
  Integer,
  ObjectIdentifier,
  OctetString,
  PrintableString,
  Sequence,
  UTCTime,
  Utf8String,
} from 'asn1js';
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  type MessageImprint,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TSTInfo,
} from 'pkijs';

/** A name with its key; a CA signs others. */
export type Holder = {
  readonly certificate: Certificate;
  readonly key: webcrypto.CryptoKey;
};

type Wanted = {
  readonly name: string;
  readonly serial: number;
  readonly issuer: Holder | null;
  /** The one extended use; null for a CA. */
  readonly use: string | null;
  readonly from: Date;
  readonly until: Date;
};

export const stampingUse = '1.3.6.1.5.5.7.3.8';
export const mailUse = '1.3.6.1.5.5.7.3.4';
export const policyOfSandbox = '1.3.6.1.4.1.99999.1.1';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export async function openHolder(wanted: Wanted): Promise<Holder> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ value: wanted.serial }),
  });
  const named = { type: '2.5.4.3', value: new Utf8String({ value: wanted.name }) };
  const country = { type: '2.5.4.6', value: new PrintableString({ value: 'CN' }) };
  for (const part of [country, named]) {
    certificate.subject.typesAndValues.push(new AttributeTypeAndValue(part));
  }
  certificate.issuer = wanted.issuer?.certificate.subject ?? certificate.subject;
  certificate.notBefore.value = wanted.from;
  certificate.notAfter.value = wanted.until;
  certificate.extensions = extensionsOf(wanted.use);
  await certificate.subjectPublicKeyInfo.importKey(pair.publicKey);
  await certificate.sign(wanted.issuer?.key ?? pair.privateKey, 'SHA-256');
  return { certificate, key: pair.privateKey };
}

function extensionsOf(use: string | null): Extension[] {
  const constraints = new BasicConstraints({ cA: use === null });
  // 数字签名, for a CA 签发证书 and 吊销列表.
  const bits = use === null ? 0b0000_0110 : 0b1000_0000;
  const usage = new BitString({
    valueHex: new Uint8Array([bits]).buffer,
    unusedBits: use === null ? 1 : 7,
  });
  const extension = (extnID: string, value: { toBER(): ArrayBuffer }) =>
    new Extension({ extnID, critical: true, extnValue: value.toBER() });
  const all = [extension('2.5.29.19', constraints.toSchema()), extension('2.5.29.15', usage)];
  if (use === null) return all;
  return [...all, extension('2.5.29.37', new ExtKeyUsage({ keyPurposes: [use] }).toSchema())];
}

export type TokenWanted = {
  readonly imprint: MessageImprint;
  readonly nonce: Integer | undefined;
  readonly at: Date;
  readonly serial: number;
  readonly signer: Holder;
  readonly ca: Holder;
};

const stampInfoId = '1.2.840.113549.1.9.16.1.4';

/** A token as RFC 3161 has it, with the signing certificate named as RFC 5816 asks. */
export async function signToken(wanted: TokenWanted): Promise<ContentInfo> {
  const { signer } = wanted;
  const info = new TSTInfo({
    version: 1,
    policy: policyOfSandbox,
    messageImprint: wanted.imprint,
    serialNumber: new Integer({ value: wanted.serial }),
    genTime: wanted.at,
    ...(wanted.nonce && { nonce: wanted.nonce }),
  });
  const infoDer = info.toSchema().toBER();
  const signed = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: stampInfoId,
      eContent: new OctetString({ valueHex: infoDer }),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: signer.certificate.issuer,
          serialNumber: signer.certificate.serialNumber,
        }),
        signedAttrs: attributesOf(infoDer, signer.certificate, wanted.at),
      }),
    ],
    certificates: [signer.certificate, wanted.ca.certificate],
  });
  await signed.sign(signer.key, 0, 'SHA-256');
  return new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
}

function attributesOf(infoDer: ArrayBuffer, certificate: Certificate, at: Date) {
  const digest = createHash('sha256').update(Buffer.from(infoDer)).digest();
  const print = createHash('sha256')
    .update(Buffer.from(certificate.toSchema(true).toBER()))
    .digest();
  const octets = (bytes: Uint8Array) => new OctetString({ valueHex: new Uint8Array(bytes).buffer });
  // SigningCertificateV2 with one ESSCertIDv2, whose hash is SHA-256 by default.
  const signing = new Sequence({
    value: [new Sequence({ value: [new Sequence({ value: [octets(print)] })] })],
  });
  const attribute = (type: string, value: unknown) => new Attribute({ type, values: [value] });
  return new SignedAndUnsignedAttributes({
    type: 0,
    attributes: [
      attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: stampInfoId })),
      attribute('1.2.840.113549.1.9.5', new UTCTime({ valueDate: at })),
      attribute('1.2.840.113549.1.9.16.2.47', signing),
      attribute('1.2.840.113549.1.9.4', octets(digest)),
    ],
  });
}

export function pemOf(certificate: Certificate): string {
  const lines = Buffer.from(certificate.toSchema(true).toBER())
    .toString('base64')
    .match(/.{1,64}/g)!;
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

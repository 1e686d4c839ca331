import { fail, type Instant, ok, type Result } from '@heyi/kernel';
import {
  Certificate,
  ContentInfo,
  PKIStatus,
  SignedData,
  type SignerInfo,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { bytesOf } from './stamp-request.ts';

/** What can be wrong with a token, in the order in which it is looked for. */
export const stampFaults = [
  'stamp.unreadable',
  'stamp.imprint_differs',
  'stamp.nonce_differs',
  'stamp.policy_differs',
  'stamp.signature_wrong',
  'stamp.signer_not_for_stamping',
  'stamp.signer_expired',
  'stamp.signer_untrusted',
] as const;

export type StampFault = (typeof stampFaults)[number];

/** A token taken apart: what was stamped, when, by whom. Nothing of it is believed yet. */
export type Stamp = {
  readonly tokenDer: Buffer;
  readonly infoDer: Buffer;
  readonly imprintAlgorithm: string;
  readonly imprint: Buffer;
  readonly nonce: string | null;
  readonly policy: string;
  readonly serial: string;
  readonly stampedAt: Instant;
  readonly signer: SignerInfo;
  /** DER, in the order of the token. */
  readonly certificates: readonly Buffer[];
};

/** The token of an authority's answer; null status texts are those of a refusal. */
export function readAnswer(
  der: Uint8Array,
): Result<Stamp, { code: 'stamp.unreadable' | 'stamp.refused'; words: string }> {
  let response: TimeStampResp;
  try {
    response = TimeStampResp.fromBER(bytesOf(der));
  } catch (error) {
    return fail({ code: 'stamp.unreadable' as const, words: (error as Error).message });
  }
  const { status, statusStrings } = response.status;
  const isGranted = status === PKIStatus.granted || status === PKIStatus.grantedWithMods;
  if (!isGranted || !response.timeStampToken) {
    const words = statusStrings?.map((text) => text.valueBlock.value).join(' ') ?? '';
    return fail({ code: 'stamp.refused' as const, words: words || `status ${status}` });
  }
  const stamp = readToken(Buffer.from(response.timeStampToken.toSchema().toBER()));
  if (stamp === null) return fail({ code: 'stamp.unreadable' as const, words: 'token' });
  return ok(stamp);
}

const signedDataId = '1.2.840.113549.1.7.2';
const stampInfoId = '1.2.840.113549.1.9.16.1.4';

/** Null when it is no token. */
export function readToken(tokenDer: Buffer): Stamp | null {
  try {
    const content = ContentInfo.fromBER(bytesOf(tokenDer));
    if (content.contentType !== signedDataId) return null;
    const signed = new SignedData({ schema: content.content });
    const { eContentType, eContent } = signed.encapContentInfo;
    const signer = signed.signerInfos[0];
    if (eContentType !== stampInfoId || !eContent || !signer) return null;
    if (signed.signerInfos.length !== 1) return null;
    const infoDer = Buffer.from(eContent.getValue());
    const info = TSTInfo.fromBER(bytesOf(infoDer));
    const certificates = (signed.certificates ?? []).filter((one) => one instanceof Certificate);
    return {
      tokenDer,
      infoDer,
      imprintAlgorithm: info.messageImprint.hashAlgorithm.algorithmId,
      imprint: Buffer.from(info.messageImprint.hashedMessage.getValue()),
      nonce: info.nonce ? hexOf(info.nonce.valueBlock.valueHexView) : null,
      policy: info.policy,
      serial: hexOf(info.serialNumber.valueBlock.valueHexView),
      stampedAt: info.genTime.toISOString(),
      signer,
      certificates: certificates.map((one) => Buffer.from(one.toSchema(true).toBER())),
    };
  } catch {
    return null;
  }
}

/** Without the zero that only says that a number is positive. */
function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(?:00)+(?=..)/, '');
}

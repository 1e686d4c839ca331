import { Integer, OctetString, Utf8String } from 'asn1js';
import { MessageImprint, PKIStatusInfo, TimeStampReq, TimeStampResp } from 'pkijs';
import { parseJson, readBody, send } from '../bank/http.ts';
import type { StandIn } from '../stand-in.ts';
import { type Holder, mailUse, openHolder, pemOf, signToken, stampingUse } from './authority.ts';
import { type StampBehaviour, stampBehaviours } from './behaviour.ts';

const hangMs = 60_000;
const dayMs = 86_400_000;

type Authority = {
  readonly ca: Holder;
  readonly signers: Readonly<
    Record<'well' | 'wrong_signer' | 'wrong_use' | 'expired_signer', Holder>
  >;
};

/**
 * A time-stamp authority as a stand-in: `POST /time-stamp/tsa` with a TimeStampReq, real tokens under
 * a CA of its own (`GET /time-stamp/ca.pem`), and every fault on demand.
 */
export function serveTimeStamp(): StandIn {
  let opening: Promise<Authority> | undefined;
  let behaviour: StampBehaviour = 'well';
  let offsetMs = 0;
  let serial = 1;
  const held = new Set<NodeJS.Timeout>();
  const opened = () => (opening ??= openAuthority(new Date(Date.now() + offsetMs)));

  return {
    name: 'time-stamp',
    async answer(request, response) {
      const body = await readBody(request);
      if (body === null) return void response.destroy();
      const path = new URL(request.url ?? '', 'http://tsa').pathname.replace('/time-stamp', '');
      if (request.method === 'GET' && path === '/ca.pem') {
        const { ca } = await opened();
        return void response
          .writeHead(200, { 'content-type': 'application/x-pem-file' })
          .end(pemOf(ca.certificate));
      }
      if (request.method === 'PUT' && path === '/behaviour') {
        const wanted = parseJson(body) as
          | { behaviour?: string; offset_seconds?: number }
          | undefined;
        const known = stampBehaviours.find((one) => one === wanted?.behaviour);
        if (known === undefined)
          return send(response, 400, { code: 'malformed', text: '没有这种行为' });
        behaviour = known;
        if (wanted?.offset_seconds !== undefined) {
          offsetMs = wanted.offset_seconds * 1000;
          opening = undefined;
        }
        return send(response, 200, { behaviour });
      }
      if (request.method !== 'POST' || path !== '/tsa') {
        return send(response, 404, { code: 'not_found', text: '没有这个接口' });
      }
      if (behaviour === 'away') return void response.writeHead(503).end('系统维护');
      if (behaviour === 'slow') {
        const timer = setTimeout(() => response.destroy(), hangMs);
        held.add(timer);
        response.once('close', () => {
          clearTimeout(timer);
          held.delete(timer);
        });
        return;
      }
      const der = await stamp(body, behaviour, await opened(), (serial += 1), offsetMs);
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(der);
    },
    async close() {
      for (const timer of held) clearTimeout(timer);
    },
  };
}

async function openAuthority(now: Date): Promise<Authority> {
  const from = new Date(now.getTime() - 400 * dayMs);
  const until = new Date(now.getTime() + 3_650 * dayMs);
  const caOf = (name: string) =>
    openHolder({ name, serial: 1, issuer: null, use: null, from, until });
  const ca = await caOf('仿真时间戳根证书');
  const stranger = await caOf('无人信任的根证书');
  const signer = { name: '仿真时间戳服务', serial: 2, issuer: ca, use: stampingUse, from, until };
  const yesterday = new Date(now.getTime() - dayMs);
  return {
    ca,
    signers: {
      well: await openHolder(signer),
      wrong_signer: await openHolder({ ...signer, serial: 3, issuer: stranger }),
      wrong_use: await openHolder({ ...signer, serial: 4, use: mailUse }),
      expired_signer: await openHolder({ ...signer, serial: 5, until: yesterday }),
    },
  };
}

const refusals = { bad_request: '请求无法识别', busy: '系统繁忙，请稍后再试' } as const;

async function stamp(
  body: Buffer,
  behaviour: StampBehaviour,
  { ca, signers }: Authority,
  serial: number,
  offsetMs: number,
): Promise<Buffer> {
  if (behaviour === 'nonsense') return Buffer.from('<html>502 Bad Gateway</html>');
  if (behaviour === 'refuses') return refusal(refusals.busy);
  const asked = requestIn(body);
  if (asked === null) return refusal(refusals.bad_request);
  const signer = behaviour in signers ? signers[behaviour as keyof typeof signers] : signers.well;
  const isOther = behaviour === 'wrong_imprint';
  const token = await signToken({
    imprint: isOther ? otherImprint(asked.messageImprint) : asked.messageImprint,
    nonce: behaviour === 'wrong_nonce' ? new Integer({ value: 7 }) : asked.nonce,
    at: new Date(Math.floor((Date.now() + offsetMs) / 1000) * 1000),
    serial,
    signer,
    ca,
  });
  const answer = new TimeStampResp({
    status: new PKIStatusInfo({ status: 0 }),
    timeStampToken: token,
  });
  const der = Buffer.from(answer.toSchema().toBER());
  // The signature stands last.
  if (behaviour === 'wrong_signature') der[der.length - 1]! ^= 1;
  return der;
}

function requestIn(body: Buffer): TimeStampReq | null {
  try {
    return TimeStampReq.fromBER(new Uint8Array(body).buffer);
  } catch {
    return null;
  }
}

function otherImprint({ hashAlgorithm, hashedMessage }: MessageImprint): MessageImprint {
  const bytes = new Uint8Array(hashedMessage.getValue());
  bytes[0]! ^= 1;
  return new MessageImprint({
    hashAlgorithm,
    hashedMessage: new OctetString({ valueHex: bytes.buffer }),
  });
}

function refusal(words: string): Buffer {
  const statusStrings = [new Utf8String({ value: words })];
  const status = new PKIStatusInfo({ status: 2, statusStrings });
  return Buffer.from(new TimeStampResp({ status }).toSchema().toBER());
}

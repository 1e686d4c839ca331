import { assert, parsePayPeriod } from '@heyi/kernel';
import type {
  GovernmentPortal,
  PortalAnswer,
  PortalPaper,
  PortalRequest,
  PortalStanding,
} from '@heyi/orders';

export type SandboxPortalConfig = {
  /** Base address, such as `http://127.0.0.1:41234/insurance-portal`. */
  readonly url: string;
  /** Whose paper it says it is. */
  readonly agencyName?: string;
  readonly timeoutMs?: number;
};

type Body = Readonly<Record<string, unknown>>;

/** The link to the stand-in agency's site. What nobody can read or wait for is `unknown`. */
export function openSandboxPortal(config: SandboxPortalConfig): GovernmentPortal {
  const { hostname, protocol } = new URL(config.url);
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  assert(protocol === 'https:' || isHere, `the site needs https: ${config.url}`);
  const matters = `${config.url}/v1/matters`;
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${matters}${path}`, {
      ...init,
      signal: AbortSignal.timeout(config.timeoutMs ?? 20_000),
    });
  const at = (reference: string) => `/${encodeURIComponent(reference)}`;
  return {
    code: 'sandbox',
    serves: () => true,
    async submit(request) {
      const body = JSON.stringify(wireOf(request));
      const answer = await told(() => call('', { method: 'POST', body }));
      return answer.kind === 'missing' ? { kind: 'unknown', words: '查无此件' } : answer;
    },
    ask: (reference) => told(() => call(at(reference))),
    capture: (reference) => capture(() => call(`${at(reference)}/receipt`), config, reference),
  };
}

function wireOf(request: PortalRequest): object {
  return {
    reference: request.reference,
    service: request.service,
    city_code: request.cityCode,
    registration_number: request.registrationNumber,
    person_name: request.personName,
    document_kind: request.documentKind,
    document_number: request.documentNumber,
    period: request.period,
    base: request.base,
    leaving_reason: request.leavingReason,
    leaving_code: request.agencyReason?.code ?? null,
  };
}

async function told(call: () => Promise<Response>): Promise<PortalStanding> {
  try {
    const response = await call();
    const body = (await response.json()) as Body;
    if (response.status === 404 && body['code'] === 'not_found') return { kind: 'missing' };
    return readAnswer(response.status, body);
  } catch (error) {
    return { kind: 'unknown', words: (error as Error).message };
  }
}

/** The site's codes by the usual reasons; a code that is not known is told in its words. */
const reasons = {
  E2001: 'insuredElsewhere',
  E1002: 'nameDiffers',
  G3005: 'fundNotSealed',
  E1010: 'retirementAge',
  E4003: 'belowFloor',
  E5001: 'balanceShort',
} as const;

function readAnswer(status: number, body: Body): PortalAnswer {
  const { state, code, words, until, official_number: number, effective_period: period } = body;
  if (code === 'maintenance') {
    return {
      kind: 'maintenance',
      until: typeof until === 'string' ? until : null,
      words: String(words),
    };
  }
  const officialNumber = typeof number === 'string' ? number : null;
  if (status === 200 && state === 'received') return { kind: 'received', officialNumber };
  if (status === 200 && state === 'succeeded') {
    const effectivePeriod = typeof period === 'string' ? parsePayPeriod(period) : null;
    return { kind: 'succeeded', officialNumber, effectivePeriod };
  }
  if (status === 200 && state === 'refused' && typeof words === 'string') {
    const known = Object.hasOwn(reasons, String(code));
    return { kind: 'refused', code: known ? reasons[code as 'E2001'] : 'other', words };
  }
  return { kind: 'unknown', words: `HTTP ${status}` };
}

const kinds = {
  filing: 'filingReceipt',
  exit_filing: 'exitFilingReceipt',
  transfer: 'transferReceipt',
  result: 'officialResult',
} as const;

async function capture(
  call: () => Promise<Response>,
  config: SandboxPortalConfig,
  reference: string,
): Promise<PortalPaper | null> {
  try {
    const response = await call();
    if (response.status !== 200) return null;
    return {
      kind: kinds[response.headers.get('x-receipt') as 'filing'] ?? 'enrolmentReceipt',
      name: `${reference}.pdf`,
      content: Buffer.from(await response.arrayBuffer()),
      sourceName: config.agencyName ?? '社会保险网上服务平台（仿真）',
      pageAddress: `${config.url}/v1/matters/${reference}/receipt`,
      verificationCode: response.headers.get('x-verification-code'),
    };
  } catch {
    // The result stands; its paper is fetched at the next time of asking.
    return null;
  }
}

import type { ServerResponse } from 'node:http';
import { parseJson, readBody, send } from '../bank/http.ts';
import { plainPdf } from '../plain-pdf.ts';
import type { StandIn } from '../stand-in.ts';
import { portalBehaviourOf, portalRefusals } from './behaviour.ts';
import type { Matter, PortalBook } from './portal-book.ts';

/** How long an unanswered call is held. */
const hangMs = 60_000;
const fields = [
  'reference',
  'service',
  'person_name',
  'document_number',
  'registration_number',
  'period',
] as const;

type Call = Record<(typeof fields)[number], string>;

/**
 * 社会保险网上服务平台 as a stand-in, with a reference of the caller's: equal references are one
 * matter. `POST /insurance-portal/v1/matters`, `GET …/matters/{reference}`, `GET …/receipt`, and
 * `PUT /insurance-portal/admin/hours` to close it for maintenance.
 */
export function serveInsurancePortal(book: PortalBook): StandIn {
  const held = new Set<NodeJS.Timeout>();
  const hang = (response: ServerResponse) => {
    const timer = setTimeout(() => response.destroy(), hangMs);
    held.add(timer);
    response.once('close', () => {
      clearTimeout(timer);
      held.delete(timer);
    });
  };
  return {
    name: 'insurance-portal',
    async answer(request, response) {
      const body = await readBody(request);
      if (body === null) return void response.destroy();
      const { pathname } = new URL(request.url ?? '', 'http://portal');
      const [, , version, noun, reference = '', part] = pathname.split('/');
      const what = `${request.method} ${version}/${noun}${part ? `/${part}` : ''}`;
      if (what === 'PUT admin/hours') return closeFor(book, response, body);
      if (what === 'GET admin/calls') return send(response, 200, { calls: book.calls });
      if (what === 'POST v1/matters') return takeIn(book, response, body, hang);
      if (what === 'GET v1/matters') return tell(book, response, reference);
      if (what === 'GET v1/matters/receipt') return sendReceipt(book, response, reference);
      send(response, 404, { code: 'no_such_call', words: '没有这个接口' });
    },
    async close() {
      for (const timer of held) clearTimeout(timer);
    },
  };
}

function closeFor(book: PortalBook, response: ServerResponse, body: Buffer): void {
  const { closed_until: until } = (parseJson(body) ?? {}) as { closed_until?: string | null };
  book.closedUntil = until ?? null;
  book.save();
  send(response, 200, { closed_until: book.closedUntil });
}

function callIn(body: Buffer): Call | null {
  const given = parseJson(body) as Record<string, unknown> | undefined;
  const isWhole = fields.every((field) => typeof given?.[field] === 'string' && given[field]);
  return isWhole ? (given as Call) : null;
}

function refuseClosed(response: ServerResponse, until: string): void {
  send(response, 503, { code: 'maintenance', words: `系统维护，请于${until}后再试`, until });
}

function takeIn(
  book: PortalBook,
  response: ServerResponse,
  body: Buffer,
  hang: (response: ServerResponse) => void,
): void {
  const call = callIn(body);
  if (call === null) return send(response, 400, { code: 'malformed', words: '要素不全' });
  const { reference } = call;
  book.calls[reference] = (book.calls[reference] ?? 0) + 1;
  const isFirst = book.calls[reference] === 1;
  const behaviour = portalBehaviourOf(call.person_name);
  book.save();
  if (book.closedUntil !== null) return refuseClosed(response, book.closedUntil);
  // An hour of its own for whoever meets it: the site is open again at the next reference.
  if (behaviour === 'maintenance_once' && reference.endsWith('-1')) {
    return refuseClosed(response, new Date(Date.now() + 1000).toISOString());
  }
  if (behaviour === 'lost_before' && isFirst) return hang(response);
  const matter = (book.matters[reference] ??= openMatter(book, call));
  book.save();
  if (behaviour === 'lost_after' || behaviour === 'query_lag') return hang(response);
  if (behaviour === 'cut_after') return void response.destroy();
  send(response, 200, viewOf(matter));
}

function openMatter(book: PortalBook, call: Call): Matter {
  const behaviour = portalBehaviourOf(call.person_name);
  const [code, words] = (behaviour && portalRefusals[behaviour]) ?? ['', ''];
  const count = Object.keys(book.matters).length + 1;
  return {
    reference: call.reference,
    service: call.service,
    personName: call.person_name,
    documentNumber: call.document_number,
    registrationNumber: call.registration_number,
    period: call.period,
    state: code ? 'refused' : behaviour === 'slow' ? 'received' : 'succeeded',
    officialNumber: `SB${call.period.replace('-', '')}${String(count).padStart(6, '0')}`,
    code,
    words,
    asked: 0,
    fetched: 0,
  };
}

function viewOf(matter: Matter): object {
  const { reference, state, officialNumber, code, words, period } = matter;
  if (state === 'refused') return { reference, state, code, words };
  const done = state === 'succeeded' ? { effective_period: period } : {};
  return { reference, state, official_number: officialNumber, ...done };
}

function tell(book: PortalBook, response: ServerResponse, reference: string): void {
  if (book.closedUntil !== null) return refuseClosed(response, book.closedUntil);
  const matter = book.matters[decodeURIComponent(reference)];
  if (!matter) return send(response, 404, { code: 'not_found', words: '查无此件' });
  matter.asked += 1;
  const behaviour = portalBehaviourOf(matter.personName);
  if (behaviour === 'slow' && matter.asked > 1) matter.state = 'succeeded';
  book.save();
  if (behaviour === 'query_lag' && matter.asked === 1) {
    return send(response, 404, { code: 'not_found', words: '查无此件' });
  }
  send(response, 200, viewOf(matter));
}

/** What the paper is called, by what was asked for. */
const receiptOf: Readonly<Record<string, string>> = {
  employmentFiling: 'filing',
  exitFiling: 'exit_filing',
  transferIn: 'transfer',
  transferOut: 'transfer',
  firstCard: 'result',
};

function sendReceipt(book: PortalBook, response: ServerResponse, reference: string): void {
  const matter = book.matters[decodeURIComponent(reference)];
  if (!matter || matter.state !== 'succeeded') {
    return send(response, 404, { code: 'not_found', words: '没有回执' });
  }
  matter.fetched += 1;
  book.save();
  if (portalBehaviourOf(matter.personName) === 'receipt_later' && matter.fetched === 1) {
    return send(response, 404, { code: 'not_ready', words: '回执尚未生成' });
  }
  const content = plainPdf([
    'Enrolment receipt (stand-in, no legal effect)',
    `Registration        ${matter.registrationNumber}`,
    `Document            ${matter.documentNumber}`,
    `Matter              ${matter.service} ${matter.period}`,
    `Number              ${matter.officialNumber}`,
    `Reference           ${matter.reference}`,
  ]);
  response.writeHead(200, {
    'content-type': 'application/pdf',
    'content-length': content.length,
    'x-verification-code': `YZ${matter.officialNumber}`,
    'x-receipt': receiptOf[matter.service] ?? 'enrolment',
  });
  response.end(content);
}

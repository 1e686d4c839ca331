import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { addSeconds, systemClock } from '@heyi/kernel';
import type { StandIn } from '../stand-in.ts';
import { answerAdmin } from './admin-api.ts';
import { openAdmission } from './admission.ts';
import type { Bank } from './bank.ts';
import { header, type HttpCall, parseJson, readBody, send } from './http.ts';
import { startDueRunner } from './run-due.ts';
import { serveCustomer } from './serve-customer.ts';
import { equalText } from './signature.ts';

const nonceSeconds = 600;
const nonceSweepMs = 60_000;

/** The bank as a stand-in: the signed API below `/bank/v1`, the admin API below `/bank/admin`. */
export function serveBank(bank: Bank): StandIn {
  const admission = openAdmission(bank.settings);
  const due = startDueRunner(bank);
  const sweep = setInterval(() => {
    const old = addSeconds(systemClock.now(), -nonceSeconds);
    void bank.commit(() => bank.book.forgetNonces.run(old));
  }, nonceSweepMs);

  return {
    name: 'bank',
    async answer(request, response) {
      const arrivedAt = performance.now();
      const [path = '', query] = (request.url ?? '').replace(/^\/bank/, '').split('?');
      const body = await readBody(request);
      if (body === null) {
        response.destroy();
        return;
      }
      const method = request.method ?? '';
      const call = { method, path, query: new URLSearchParams(query), body, arrivedAt };
      if (path.startsWith('/admin/')) return serveAdmin(bank, request, response, call);
      return serveCustomer(bank, admission, request, response, call);
    },
    async close() {
      clearInterval(sweep);
      await due.stop();
      bank.close();
    },
  };
}

async function serveAdmin(
  bank: Bank,
  request: IncomingMessage,
  response: ServerResponse,
  call: HttpCall,
): Promise<void> {
  if (!equalText(header(request, 'authorization'), `Bearer ${bank.credentials.adminToken}`)) {
    return send(response, 401, { code: 'admin_token', text: '管理口令错误' });
  }
  const json = call.body.length === 0 ? {} : parseJson(call.body);
  const path = call.path.slice('/admin/'.length).split('/').map(decodeURIComponent);
  const { status, body } = await bank.commit(() => answerAdmin(bank, call.method, path, json));
  return send(response, status, body);
}

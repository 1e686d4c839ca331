import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { addSeconds, systemClock } from '@heyi/kernel';
import type { StandIn } from '../stand-in.ts';
import { answerAdmin } from './admin-api.ts';
import { openAdmission } from './admission.ts';
import { type Answer, refuse } from './answer.ts';
import type { App, Bank } from './bank.ts';
import { answerCustomer } from './customer-api.ts';
import { header, parseJson, readBody, send } from './http.ts';
import { startDueRunner } from './run-due.ts';
import { pickMilliseconds } from './settings.ts';
import { checkCall, equalText, signAnswer } from './signature.ts';

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

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrivedAt = performance.now();
    const [path = '', query] = (request.url ?? '').replace(/^\/bank/, '').split('?');
    const body = await readBody(request);
    if (body === null) return void response.destroy();
    const call = { method: request.method ?? '', path, query: new URLSearchParams(query), body };
    if (path.startsWith('/admin/')) return serveAdmin(request, response, call);
    return serveCustomer(request, response, { ...call, arrivedAt });
  }

  async function serveAdmin(
    request: IncomingMessage,
    response: ServerResponse,
    call: { method: string; path: string; body: Uint8Array },
  ): Promise<void> {
    if (!equalText(header(request, 'authorization'), `Bearer ${bank.credentials.adminToken}`)) {
      return send(response, 401, { code: 'admin_token', text: '管理口令错误' });
    }
    const json = call.body.length === 0 ? {} : parseJson(call.body);
    const path = call.path.slice('/admin/'.length).split('/').map(decodeURIComponent);
    const { status, body } = await bank.commit(() => answerAdmin(bank, call.method, path, json));
    send(response, status, body);
  }

  async function serveCustomer(
    request: IncomingMessage,
    response: ServerResponse,
    call: Omit<Parameters<typeof answerCustomer>[1], 'app'> & { arrivedAt: number },
  ): Promise<void> {
    const app = bank.apps.get(header(request, 'x-app-id'));
    // An unknown app has no secret to sign with: the answer cannot be believed, and says little.
    if (app === undefined) return send(response, 401, refuse('unknown_app').body);
    const nonce = header(request, 'x-nonce');
    const signed = {
      method: call.method,
      target: request.url ?? '',
      body: call.body,
      nonce,
      timestamp: header(request, 'x-timestamp'),
      signature: header(request, 'x-signature'),
    };
    const wrong = checkCall(signed, app.secret, systemClock.now());
    if (wrong !== null) return sendSigned(response, app, nonce, refuse(wrong));
    const full = admission.enter(app.appId);
    if (full !== null) {
      const retryAt = addSeconds(bank.now(), full === 'rate_limited' ? 1 : 0.2);
      return sendSigned(response, app, nonce, refuse(full, retryAt));
    }
    try {
      const result = await bank.commit(() => {
        const fresh = bank.book.addNonce.run(app.appId, nonce, systemClock.now()).changes === 1;
        return fresh ? answerCustomer(bank, { ...call, app }) : refuse('nonce_replayed');
      });
      await deliver(response, app, nonce, result, call.arrivedAt);
    } catch (error) {
      console.error(error);
      sendSigned(response, app, nonce, refuse('internal'));
    } finally {
      admission.leave(app.appId);
    }
  }

  /** Brings the answer out in its manner, not before the bank's answer time has passed. */
  async function deliver(
    response: ServerResponse,
    app: App,
    nonce: string,
    result: Answer,
    arrivedAt: number,
  ): Promise<void> {
    const wait = pickMilliseconds(bank.settings.answer_ms) - (performance.now() - arrivedAt);
    if (wait > 0) await pause(wait);
    switch (result.manner) {
      case 'hang':
        await Promise.race([closed(response), pause(bank.settings.hang_ms)]);
        return void response.destroy();
      case 'cut':
        return void response.destroy();
      case 'error':
        return sendSigned(response, app, nonce, { status: 500, body: { text: '系统错误' } });
      case 'garbled':
        return sendSigned(response, app, nonce, { status: 200, body: '<html>锟斤拷</html>' });
      default:
        return sendSigned(response, app, nonce, result);
    }
  }

  return {
    name: 'bank',
    answer,
    async close() {
      clearInterval(sweep);
      await due.stop();
      bank.close();
    },
  };
}

function sendSigned(response: ServerResponse, app: App, nonce: string, answer: Answer): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  send(response, answer.status, text, {
    ...(answer.contentType && { 'content-type': answer.contentType }),
    'x-bank-signature': signAnswer(app.secret, answer.status, nonce, text),
  });
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

const closed = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => response.once('close', resolve));

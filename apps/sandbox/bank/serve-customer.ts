import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { addSeconds, systemClock } from '@heyi/kernel';
import type { Admission } from './admission.ts';
import { type Answer, refuse } from './answer.ts';
import type { App, Bank } from './bank.ts';
import { answerCustomer } from './customer-api.ts';
import { header, type HttpCall, send } from './http.ts';
import { pickMilliseconds } from './settings.ts';
import { checkCall, signAnswer } from './signature.ts';

/**
 * A call of the signed API, from its signature to its answer. The gates come in this order: app,
 * signature, time, limits, nonce. The answer waits for the commit and for the bank's answer time.
 */
export async function serveCustomer(
  bank: Bank,
  admission: Admission,
  request: IncomingMessage,
  response: ServerResponse,
  call: HttpCall,
): Promise<void> {
  const app = bank.apps.get(header(request, 'x-app-id'));
  // An unknown app has no secret to sign with: the answer cannot be believed, and says little.
  if (app === undefined) return send(response, 401, refuse('unknown_app').body);
  const nonce = header(request, 'x-nonce');
  const sendSigned = (answer: Answer) => sendAnswer(response, app, nonce, answer);
  const { method, body } = call;
  const timestamp = header(request, 'x-timestamp');
  const signature = header(request, 'x-signature');
  const signed = { method, target: request.url ?? '', body, nonce, timestamp, signature };
  const wrong = checkCall(signed, app.secret, systemClock.now());
  if (wrong !== null) return sendSigned(refuse(wrong));
  const full = admission.enter(app.appId);
  if (full !== null) {
    return sendSigned(refuse(full, addSeconds(bank.now(), full === 'rate_limited' ? 1 : 0.2)));
  }
  try {
    const answer = await bank.commit(() => {
      const fresh = bank.book.addNonce.run(app.appId, nonce, systemClock.now()).changes === 1;
      return fresh ? answerCustomer(bank, { ...call, app }) : refuse('nonce_replayed');
    });
    const least = pickMilliseconds(bank.settings.answer_ms);
    const wait = least - (performance.now() - call.arrivedAt);
    if (wait > 0) await pause(wait);
    await deliver(response, answer, bank.settings.hang_ms, sendSigned);
  } catch (error) {
    console.error(error);
    sendSigned(refuse('internal'));
  } finally {
    admission.leave(app.appId);
  }
}

/** Brings the answer out, or loses it in the manner asked for. */
async function deliver(
  response: ServerResponse,
  answer: Answer,
  hangMs: number,
  sendSigned: (answer: Answer) => void,
): Promise<void> {
  switch (answer.manner) {
    case 'hang': {
      const gone = new Promise((resolve) => response.once('close', resolve));
      await Promise.race([gone, pause(hangMs)]);
      response.destroy();
      return;
    }
    case 'cut':
      response.destroy();
      return;
    case 'error':
      return sendSigned({ status: 500, body: { text: '系统错误' } });
    case 'garbled':
      return sendSigned({ status: 200, body: '<html>锟斤拷</html>' });
    case undefined:
      return sendSigned(answer);
  }
}

function sendAnswer(response: ServerResponse, app: App, nonce: string, answer: Answer): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  send(response, answer.status, text, {
    ...(answer.contentType && { 'content-type': answer.contentType }),
    'x-bank-signature': signAnswer(app.secret, answer.status, nonce, text),
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

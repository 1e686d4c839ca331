import { createHash } from 'node:crypto';
import { parseJson, readBody, send } from '../bank/http.ts';
import type { StandIn } from '../stand-in.ts';
import { disagreements, identityBehaviourOf } from './behaviour.ts';

type Question = { name: string; document_number: string; phone: string; account_number: string };

/** How long an unanswered call is held. */
const hangMs = 60_000;

/**
 * Four-element check (四要素核验: name, document, phone, account) as a stand-in:
 * `POST /identity/v1/checks`. The same four elements get the same reference, so that a repeated
 * question can be told from a new one.
 */
export function serveIdentity(): StandIn {
  const answeredOnce = new Set<string>();
  const held = new Set<NodeJS.Timeout>();
  return {
    name: 'identity',
    async answer(request, response) {
      const body = await readBody(request);
      if (body === null) return void response.destroy();
      const path = new URL(request.url ?? '', 'http://identity').pathname;
      if (request.method !== 'POST' || path !== '/identity/v1/checks') {
        return send(response, 404, { code: 'not_found', text: '没有这个接口' });
      }
      const question = questionIn(parseJson(body));
      if (question === null) {
        return send(response, 400, { code: 'malformed', text: '四要素不全' });
      }
      const behaviour = identityBehaviourOf(question.name);
      const reference = referenceOf(question);
      const isFirst = !answeredOnce.has(reference);
      answeredOnce.add(reference);
      if (behaviour === 'no_answer' || (behaviour === 'no_answer_once' && isFirst)) {
        const timer = setTimeout(() => response.destroy(), hangMs);
        held.add(timer);
        response.once('close', () => {
          clearTimeout(timer);
          held.delete(timer);
        });
        return;
      }
      if (behaviour === 'server_error') {
        return send(response, 500, { code: 'failed', text: '系统繁忙' });
      }
      const [code, text] = (behaviour && disagreements[behaviour]) ?? ['0000', '一致'];
      const result = code === '0000' ? 'agrees' : 'disagrees';
      send(response, 200, { result, code, text, reference });
    },
    async close() {
      for (const timer of held) clearTimeout(timer);
    },
  };
}

function questionIn(raw: unknown): Question | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const fields = raw as Record<string, unknown>;
  const names = ['name', 'document_number', 'phone', 'account_number'] as const;
  const isWhole = names.every((name) => typeof fields[name] === 'string' && fields[name] !== '');
  return isWhole ? (fields as Question) : null;
}

function referenceOf({ name, document_number, phone, account_number }: Question): string {
  const asked = [name, document_number, phone, account_number].join('|');
  return createHash('sha256').update(asked).digest('hex').slice(0, 24);
}

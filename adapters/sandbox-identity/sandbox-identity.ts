import type { IdentityAnswer, IdentityChecker, IdentityQuestion } from '@heyi/gig';
import { assert } from '@heyi/kernel';

export type SandboxIdentityConfig = {
  /** Base address, such as `http://127.0.0.1:41234/identity`. */
  url: string;
  timeoutMs?: number;
};

/** The link to the stand-in identity provider. No answer, or one nobody can read, is `noAnswer`. */
export function openSandboxIdentity(config: SandboxIdentityConfig): IdentityChecker {
  const base = new URL(config.url);
  const isHere = ['127.0.0.1', '[::1]', 'localhost'].includes(base.hostname);
  assert(base.protocol === 'https:' || isHere, `the provider needs https: ${config.url}`);
  const timeoutMs = config.timeoutMs ?? 8_000;
  return {
    code: 'sandbox',
    inFlightMax: 16,
    check: (question) => check(config.url, timeoutMs, question),
  };
}

async function check(
  url: string,
  timeoutMs: number,
  question: IdentityQuestion,
): Promise<IdentityAnswer> {
  try {
    const response = await fetch(`${url}/v1/checks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: question.name,
        document_kind: question.documentKind,
        document_number: question.documentNumber,
        phone: question.phone,
        account_channel: question.channel,
        account_number: question.accountNumber,
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status !== 200) return { outcome: 'noAnswer', text: `HTTP ${response.status}` };
    return readAnswer((await response.json()) as Record<string, unknown>);
  } catch (error) {
    return { outcome: 'noAnswer', text: (error as Error).message };
  }
}

function readAnswer(body: Record<string, unknown>): IdentityAnswer {
  const { result, code, text, reference } = body;
  const isKnown = result === 'agrees' || result === 'disagrees';
  const isText = typeof text === 'string' && typeof code === 'string';
  if (!isKnown || !isText || typeof reference !== 'string') {
    return { outcome: 'noAnswer', text: 'unreadable answer' };
  }
  return { outcome: result, code, text, reference };
}

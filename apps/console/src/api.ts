import { type CallOptions, createClient, Problem } from '@heyi/client';
import { askAgain } from './ask-again/ask-again.ts';
import { language } from './i18n/index.ts';

/** The console has no API of its own: this is the public one, with the browser's session. */
const plain = createClient({ baseUrl: '', language });

/**
 * Two refusals are mended on the spot: an ended session and a missing second factor. What was typed
 * stays, and the call is repeated under its own idempotency key.
 */
export const api = new Proxy(plain, {
  get(target, name: keyof typeof plain) {
    return async (request: never, options: CallOptions = {}) => {
      const call = target[name] as (request: never, options: object) => Promise<unknown>;
      const idempotencyKey = options.idempotencyKey ?? newKey();
      try {
        return await call(request, { ...options, idempotencyKey });
      } catch (error) {
        if (!(error instanceof Problem) || !(await askAgain(error.code, name))) throw error;
        return call(request, { ...options, idempotencyKey });
      }
    };
  },
});

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export { Problem };

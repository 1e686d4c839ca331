import type { Instant } from '@heyi/kernel';
import type { BehaviourName } from './behaviour.ts';
import { type RefusalCode, refusalTexts } from './result-code.ts';

/** `hang` never answers, `cut` drops the connection, `error` says 500, `garbled` says nonsense. */
export type AnswerManner = 'hang' | 'cut' | 'error' | 'garbled';

export type Answer = {
  status: number;
  body: object | string;
  contentType?: string;
  manner?: AnswerManner;
};

const statuses: Record<RefusalCode, number> = {
  unknown_app: 401,
  signature_invalid: 401,
  timestamp_invalid: 401,
  nonce_replayed: 401,
  rate_limited: 429,
  in_flight_limit: 429,
  malformed: 400,
  payer_not_authorised: 403,
  closed_window: 422,
  daily_limit: 422,
  batch_too_large: 422,
  AM05: 409,
  not_found: 404,
  not_ready: 409,
  internal: 500,
};

/** Nothing was executed. `retryAt` is on the bank's clock; null: waiting cures nothing. */
export function refuse(code: RefusalCode, retryAt: Instant | null = null, more = ''): Answer {
  return {
    status: statuses[code],
    body: { code, text: `${refusalTexts[code]}${more}`, retry_at: retryAt, executed: false },
  };
}

const lostAnswers: Partial<Record<BehaviourName, AnswerManner>> = {
  timeout_after: 'hang',
  query_lag: 'hang',
  error_after: 'error',
  cut_after: 'cut',
  garbled_after: 'garbled',
};

/** How the answer to an executed call gets lost; null when it arrives. */
export function lostAnswer(behaviour: BehaviourName | null): AnswerManner | null {
  return behaviour === null ? null : (lostAnswers[behaviour] ?? null);
}

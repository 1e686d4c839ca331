import { z } from 'zod';
import { plainDateField, text } from './fields.ts';
import { operation } from './operation.ts';

/* How patient the machine is with a bank that gives no outcome. */

/** Between a minute and thirty days. */
export const askGapSeconds = { min: 60, max: 30 * 86_400 } as const;

const askPolicyEntry = z.object({
  /** Growing gaps between questions, after the quick ones; after the last a person looks. */
  askAfterSeconds: z.array(z.number()),
  /** Null for what stands in the product. */
  effectiveFrom: plainDateField.nullable(),
  reason: z.string(),
  changedBy: z.string().nullable(),
});

export const askPolicyView = z.object({
  /** In force now. */
  current: askPolicyEntry,
  /** The quick questions before; they are no setting. */
  quickSeconds: z.array(z.number()),
  /** Entries of other times, the latest first. */
  others: z.array(askPolicyEntry),
});

/** When the bank is asked again about an order whose outcome is unknown. Orders are never sent again. */
export const getAskPolicy = operation({
  id: 'getAskPolicy',
  method: 'GET',
  path: '/v1/ask-policy',
  scope: 'house',
  permission: 'payment:read',
  input: z.object({}),
  output: askPolicyView,
  failures: {},
});

export const putAskPolicy = operation({
  id: 'putAskPolicy',
  method: 'PUT',
  path: '/v1/ask-policy',
  scope: 'house',
  permission: 'ask_policy:write',
  input: z.object({
    askAfterSeconds: z
      .array(z.number().int().min(askGapSeconds.min).max(askGapSeconds.max))
      .min(1)
      .max(10),
    /** Today, when it is left out. */
    effectiveFrom: plainDateField.optional(),
    reason: text(200),
  }),
  output: askPolicyView,
  failures: { 'ask_policy.not_growing': 422, 'ask_policy.in_the_past': 422 },
});

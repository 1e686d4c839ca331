import { describe, isOperation, problemSchema } from './openapi.ts';
import { contractModules } from './operations.ts';
import { permissionWords } from './wording.ts';
import { webhookEvents } from './webhook-events.ts';
import { wireSchema } from './wire-schema.ts';

type Json = Record<string, unknown>;

/** Names of the sections, by what a scope is about. */
const sections: Readonly<Record<string, string>> = {
  app: '应用 · App',
  funds: '客户资金 · Client’s money',
  income: '收入明细 · Income lines',
  payouts: '批量付款 · Payouts',
  statements: '扣缴明细单 · Statements',
  webhooks: '推送 · Webhooks',
  withdrawals: '提现 · Withdrawals',
  workers: '从业人员 · Workers',
};

/** What programs of clients call, as OpenAPI 3.1; `guide` is the text before it, in Markdown. */
export function appOpenApi(guide: string): Json {
  const paths: Record<string, Json> = {};
  const tags = new Set<string>();
  const scopes: Record<string, string> = {};
  for (const candidate of Object.values(contractModules).flatMap((part) => Object.values(part))) {
    if (!isOperation(candidate) || candidate.scope !== 'app') continue;
    const { permission, method } = candidate;
    const noun = permission?.split(':')[0] ?? 'app';
    const tag = sections[noun] ?? noun;
    tags.add(tag);
    if (permission !== null) scopes[permission] = wordsOf(permission);
    const path = candidate.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[method.toLowerCase()] = {
      ...describe(candidate, tag),
      security: [{ oauth2: permission === null ? [] : [permission] }, { signature: [] }],
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: '合一开放平台 · Heyi for programs', version: '1', description: guide },
    tags: [...tags].map((name) => ({ name })),
    paths,
    webhooks: webhookPaths(),
    components: { securitySchemes: securitySchemes(scopes), schemas: { Problem: problemSchema } },
  };
}

function wordsOf(permission: string): string {
  const words = permissionWords[permission];
  return words === undefined ? permission : `${words.zh} · ${words.en}`;
}

function securitySchemes(scopes: Record<string, string>): Json {
  return {
    oauth2: {
      type: 'oauth2',
      description: 'App id and secret of a key; a token lasts 30 minutes.',
      flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes } },
    },
    signature: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Signature',
      description: 'With X-App-Id, X-Timestamp and X-Nonce; see 签名 · Signing.',
    },
  };
}

function webhookPaths(): Json {
  const entries = Object.entries(webhookEvents).map(([type, { zh, en, data }]) => [
    type,
    {
      post: {
        summary: `${zh} · ${en}`,
        tags: [sections['webhooks']],
        parameters: ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
          name,
          in: 'header',
          required: true,
          schema: { type: 'string' },
        })),
        requestBody: { content: { 'application/json': { schema: messageOf(type, data) } } },
        responses: {
          204: { description: 'kept; any 2xx' },
          410: { description: 'the endpoint is disabled' },
        },
      },
    },
  ]);
  return Object.fromEntries(entries);
}

function messageOf(type: string, data: Parameters<typeof wireSchema>[0]): Json {
  return {
    type: 'object',
    required: ['type', 'timestamp', 'data'],
    properties: {
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time' },
      data: wireSchema(data),
    },
  };
}

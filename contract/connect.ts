import { z } from 'zod';
import { id, instant, nothing, page, pageInput, tenantId, text } from './fields.ts';
import { operation } from './operation.ts';

/** `sandbox` calculates and answers like `live` and moves no money. An app is one or the other. */
export const environments = ['sandbox', 'live'] as const;

/** An app may have two keys at once, so that one can be exchanged without a pause. */
export const keysAtOnceMax = 2;

/** Addresses, one an entry: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
const addressList = z.array(text(50)).max(50);

export const appKeyView = z.object({
  id: id('key'),
  scopes: z.array(z.string()),
  /** The last four characters of the secret. */
  hint: z.string(),
  createdAt: instant,
  revokedAt: instant.nullable(),
});

export const appView = z.object({
  id: id('app'),
  name: z.string(),
  environment: z.enum(environments),
  /** Empty: from anywhere. */
  allowedAddresses: z.array(z.string()),
  deniedAddresses: z.array(z.string()),
  requestsPerMinute: z.number(),
  keys: z.array(appKeyView),
  createdAt: instant,
});

export const createApp = operation({
  id: 'createApp',
  method: 'POST',
  path: '/v1/tenants/:tenantId/apps',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, name: text(60), environment: z.enum(environments) }),
  output: appView,
  failures: { 'app.name_taken': 409 },
});

/** The environment never changes: what was tried in the sandbox stays there. */
export const updateApp = operation({
  id: 'updateApp',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/apps/:appId',
  scope: 'tenant',
  permission: 'app:manage',
  secondFactor: true,
  input: z.object({
    tenantId,
    appId: id('app'),
    name: text(60),
    allowedAddresses: addressList,
    deniedAddresses: addressList,
    requestsPerMinute: z.number().int().min(1).max(10_000_000),
  }),
  output: appView,
  failures: {
    'app.not_found': 404,
    'app.name_taken': 409,
    'app.address_malformed': 422,
    'app.addresses_required': 422,
  },
});

export const listApps = operation({
  id: 'listApps',
  method: 'GET',
  path: '/v1/tenants/:tenantId/apps',
  scope: 'tenant',
  permission: 'app:read',
  input: z.object({ tenantId }),
  output: z.object({
    rows: z.array(appView),
    /** What a key may be given. */
    scopes: z.array(
      z.object({
        name: z.string(),
        titleZh: z.string(),
        titleEn: z.string(),
      }),
    ),
  }),
  failures: {},
});

/** The secret stands in this answer and nowhere else. */
export const createAppKey = operation({
  id: 'createAppKey',
  method: 'POST',
  path: '/v1/tenants/:tenantId/apps/:appId/keys',
  scope: 'tenant',
  permission: 'app:manage',
  secondFactor: true,
  input: z.object({ tenantId, appId: id('app'), scopes: z.array(text(60)).min(1).max(50) }),
  output: z.object({ id: id('key'), secret: z.string(), key: appKeyView }),
  failures: {
    'app.not_found': 404,
    'app_key.scope_unknown': 422,
    'app_key.too_many': 409,
    'app.addresses_required': 422,
  },
});

/** Refused everywhere within a second; tokens that were given for the key end with it. */
export const revokeAppKey = operation({
  id: 'revokeAppKey',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/apps/:appId/keys/:keyId',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, appId: id('app'), keyId: id('key') }),
  output: appKeyView,
  failures: { 'app_key.not_found': 404 },
});

/** Who the caller is: the first request of a new app, to see that it signs as it should. */
export const getOwnApp = operation({
  id: 'getOwnApp',
  method: 'GET',
  path: '/v1/app',
  scope: 'app',
  permission: null,
  input: z.object({}),
  output: z.object({
    id: id('app'),
    name: z.string(),
    environment: z.enum(environments),
    scopes: z.array(z.string()),
    requestsPerMinute: z.number(),
  }),
  failures: {},
});

/* Webhooks: Standard Webhooks 1.0.0. */

export const endpointStates = ['active', 'disabled'] as const;
export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;

/** Why an endpoint gets nothing any more. */
export const disabledReasons = ['by_hand', 'gone', 'gave_up'] as const;

const webhookUrl = z.string().trim().min(8).max(500);
const eventTypes = z.array(z.string().regex(/^[a-zA-Z0-9_.]{1,80}$/)).max(50);

export const webhookEndpointView = z.object({
  id: id('whe'),
  appId: id('app'),
  url: z.string(),
  /** Empty: every type. */
  eventTypes: z.array(z.string()),
  state: z.enum(endpointStates),
  disabledReason: z.enum(disabledReasons).nullable(),
  /** Until then messages are signed with the secret before as well. */
  previousSecretUntil: instant.nullable(),
  waiting: z.number(),
  failed: z.number(),
  lastDeliveredAt: instant.nullable(),
  createdAt: instant,
});

const endpointFailures = {
  'webhook_endpoint.url_refused': 422,
  'webhook_endpoint.too_many': 409,
} as const;

export const createWebhookEndpoint = operation({
  id: 'createWebhookEndpoint',
  method: 'POST',
  path: '/v1/tenants/:tenantId/apps/:appId/webhook-endpoints',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, appId: id('app'), url: webhookUrl, eventTypes }),
  output: z.object({ id: id('whe'), secret: z.string(), endpoint: webhookEndpointView }),
  failures: { 'app.not_found': 404, ...endpointFailures },
});

/** The same by the app itself. */
export const registerWebhookEndpoint = operation({
  id: 'registerWebhookEndpoint',
  method: 'POST',
  path: '/v1/webhook-endpoints',
  scope: 'app',
  permission: 'webhooks:write',
  input: z.object({ url: webhookUrl, eventTypes: eventTypes.optional() }),
  output: z.object({ id: id('whe'), secret: z.string(), endpoint: webhookEndpointView }),
  failures: endpointFailures,
});

/** The app's own, oldest first; at most five. */
export const readWebhookEndpoints = operation({
  id: 'readWebhookEndpoints',
  method: 'GET',
  path: '/v1/webhook-endpoints',
  scope: 'app',
  permission: 'webhooks:write',
  input: z.object({}),
  output: z.object({ rows: z.array(webhookEndpointView) }),
  failures: {},
});

/** Nothing more is sent there, and the app may register another one in its place. */
export const deregisterWebhookEndpoint = operation({
  id: 'deregisterWebhookEndpoint',
  method: 'DELETE',
  path: '/v1/webhook-endpoints/:endpointId',
  scope: 'app',
  permission: 'webhooks:write',
  input: z.object({ endpointId: id('whe') }),
  output: nothing,
  failures: { 'webhook_endpoint.not_found': 404 },
});

export const updateWebhookEndpoint = operation({
  id: 'updateWebhookEndpoint',
  method: 'PUT',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({
    tenantId,
    endpointId: id('whe'),
    url: webhookUrl,
    eventTypes,
    state: z.enum(endpointStates),
  }),
  output: webhookEndpointView,
  failures: { 'webhook_endpoint.not_found': 404, 'webhook_endpoint.url_refused': 422 },
});

/** For a day the old secret signs as well. */
export const rotateWebhookSecret = operation({
  id: 'rotateWebhookSecret',
  method: 'POST',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId/secret',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, endpointId: id('whe') }),
  output: z.object({ secret: z.string(), endpoint: webhookEndpointView }),
  failures: { 'webhook_endpoint.not_found': 404 },
});

export const removeWebhookEndpoint = operation({
  id: 'removeWebhookEndpoint',
  method: 'DELETE',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, endpointId: id('whe') }),
  output: nothing,
  failures: { 'webhook_endpoint.not_found': 404 },
});

export const listWebhookEndpoints = operation({
  id: 'listWebhookEndpoints',
  method: 'GET',
  path: '/v1/tenants/:tenantId/webhook-endpoints',
  scope: 'tenant',
  permission: 'app:read',
  input: z.object({ tenantId, appId: id('app').optional() }),
  output: page(webhookEndpointView),
  failures: {},
});

/** Sends a message of the type `webhook.test`. */
export const sendTestWebhook = operation({
  id: 'sendTestWebhook',
  method: 'POST',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId/test',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, endpointId: id('whe') }),
  output: z.object({ id: id('whd') }),
  failures: { 'webhook_endpoint.not_found': 404, 'webhook_endpoint.disabled': 409 },
});

export const webhookDeliveryView = z.object({
  id: id('whd'),
  endpointId: id('whe'),
  messageId: id('whm'),
  type: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.number(),
  /** Of the last attempt; null when nothing was answered. */
  status: z.number().nullable(),
  /** A code such as `timeout` or `address_refused`. */
  error: z.string().nullable(),
  tookMs: z.number().nullable(),
  createdAt: instant,
  attemptedAt: instant.nullable(),
  /** When it is tried next. */
  dueAt: instant.nullable(),
});

/** Newest first. */
export const listWebhookDeliveries = operation({
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId/deliveries',
  scope: 'tenant',
  permission: 'app:read',
  input: z.object({
    tenantId,
    endpointId: id('whe'),
    state: z.enum(deliveryStates).optional(),
    ...pageInput,
  }),
  output: page(webhookDeliveryView),
  failures: { 'webhook_endpoint.not_found': 404 },
});

export const getWebhookDelivery = operation({
  id: 'getWebhookDelivery',
  method: 'GET',
  path: '/v1/tenants/:tenantId/webhook-deliveries/:deliveryId',
  scope: 'tenant',
  permission: 'app:read',
  input: z.object({ tenantId, deliveryId: id('whd') }),
  output: z.object({
    delivery: webhookDeliveryView,
    /** As it was sent, byte for byte. */
    body: z.string(),
    attempts: z.array(
      z.object({
        at: instant,
        status: z.number().nullable(),
        error: z.string().nullable(),
        tookMs: z.number(),
      }),
    ),
  }),
  failures: { 'webhook_delivery.not_found': 404 },
});

/** Sends one message again, now; its id stays, by which a receiver knows it. */
export const replayWebhookDelivery = operation({
  id: 'replayWebhookDelivery',
  method: 'POST',
  path: '/v1/tenants/:tenantId/webhook-deliveries/:deliveryId/replay',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, deliveryId: id('whd') }),
  output: webhookDeliveryView,
  failures: { 'webhook_delivery.not_found': 404, 'webhook_endpoint.disabled': 409 },
});

/** Sends what has not arrived since then: tried in vain, or made while the endpoint was disabled. */
export const replayWebhooks = operation({
  id: 'replayWebhooks',
  method: 'POST',
  path: '/v1/tenants/:tenantId/webhook-endpoints/:endpointId/replay',
  scope: 'tenant',
  permission: 'app:manage',
  input: z.object({ tenantId, endpointId: id('whe'), since: instant }),
  output: z.object({ replayed: z.number() }),
  failures: { 'webhook_endpoint.not_found': 404, 'webhook_endpoint.disabled': 409 },
});

import { connectContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { createApp } from './app/create-app.ts';
import { createAppKey } from './app/create-app-key.ts';
import { getOwnApp } from './app/get-own-app.ts';
import { listApps } from './app/list-apps.ts';
import { revokeAppKey } from './app/revoke-app-key.ts';
import { updateApp } from './app/update-app.ts';
import { createWebhookEndpoint } from './webhook/create-webhook-endpoint.ts';
import { deregisterWebhookEndpoint } from './webhook/deregister-webhook-endpoint.ts';
import { getWebhookDelivery } from './webhook/get-webhook-delivery.ts';
import { listWebhookDeliveries } from './webhook/list-webhook-deliveries.ts';
import { listWebhookEndpoints } from './webhook/list-webhook-endpoints.ts';
import { readWebhookEndpoints } from './webhook/read-webhook-endpoints.ts';
import { registerWebhookEndpoint } from './webhook/register-webhook-endpoint.ts';
import { removeWebhookEndpoint } from './webhook/remove-webhook-endpoint.ts';
import { replayWebhookDelivery } from './webhook/replay-webhook-delivery.ts';
import { replayWebhooks } from './webhook/replay-webhooks.ts';
import { rotateWebhookSecret } from './webhook/rotate-webhook-secret.ts';
import { sendTestWebhook } from './webhook/send-test-webhook.ts';
import { updateWebhookEndpoint } from './webhook/update-webhook-endpoint.ts';

export const routes = [
  route(contract.createApp, createApp),
  route(contract.updateApp, updateApp),
  route(contract.listApps, listApps),
  route(contract.createAppKey, createAppKey),
  route(contract.revokeAppKey, revokeAppKey),
  route(contract.getOwnApp, getOwnApp),
  route(contract.createWebhookEndpoint, createWebhookEndpoint),
  route(contract.registerWebhookEndpoint, registerWebhookEndpoint),
  route(contract.readWebhookEndpoints, readWebhookEndpoints),
  route(contract.deregisterWebhookEndpoint, deregisterWebhookEndpoint),
  route(contract.updateWebhookEndpoint, updateWebhookEndpoint),
  route(contract.rotateWebhookSecret, rotateWebhookSecret),
  route(contract.removeWebhookEndpoint, removeWebhookEndpoint),
  route(contract.listWebhookEndpoints, listWebhookEndpoints),
  route(contract.sendTestWebhook, sendTestWebhook),
  route(contract.listWebhookDeliveries, listWebhookDeliveries),
  route(contract.getWebhookDelivery, getWebhookDelivery),
  route(contract.replayWebhookDelivery, replayWebhookDelivery),
  route(contract.replayWebhooks, replayWebhooks),
];

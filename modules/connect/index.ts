export { type IsLiveOpen } from './door/app-directory.ts';
export { openAppDoor, type OpenAppDoor } from './door/open-app-door.ts';
export { nonceRefusals, type NonceRefusal, spendNoncesQuery } from './nonce/nonce.ts';
export { pruneConnect } from './prune-connect.ts';
export { routes } from './routes.ts';
export { tokenDoor } from './token/token-door.ts';
export { allowPrivateWebhooks } from './webhook/address-guard.ts';
export { publishWebhooks, type WebhookMessage } from './webhook/publish-webhooks.ts';
export { startWebhookDelivery, type WebhookDelivery } from './webhook/start-webhook-delivery.ts';

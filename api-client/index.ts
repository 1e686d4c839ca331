export type { ApiFile, Operations, WebhookData } from './__generated__/operations.ts';
export { ApiProblem, type FailureOf, type OperationId } from './api-problem.ts';
export {
  type ApiClient,
  type ApiClientOptions,
  type CallOptions,
  createApiClient,
} from './api-client.ts';
export { type Credentials, signRequest } from './sign-request.ts';
export { type HeyiEvent, verifyWebhook, WebhookRefused } from './verify-webhook.ts';

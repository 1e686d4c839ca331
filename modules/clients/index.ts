export { routes } from './routes.ts';
export {
  type Client,
  type ClientSettings,
  type CooperationMode,
  providerEmploys,
} from './client/client.ts';
export {
  type AssignedClient,
  assignedClients,
  clientOf,
  openHouse,
} from './client/client.store.ts';
export { createClient } from './client/create-client.ts';
export { putClientSettings } from './client/put-client-settings.ts';
export { createClientContact } from './contact/create-client-contact.ts';
export { contactsOf, payrollApprovers } from './contact/contact.store.ts';
export { createLicence } from './licence/create-licence.ts';
export { type ExpiringLicence, expiringLicences } from './licence/licence.store.ts';

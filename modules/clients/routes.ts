import { clientsContract as contract } from '@heyi/contract';
import { route } from '@heyi/platform';
import { createClient } from './client/create-client.ts';
import { getClient } from './client/get-client.ts';
import { listClients } from './client/list-clients.ts';
import { putClientSettings } from './client/put-client-settings.ts';
import { updateClient } from './client/update-client.ts';
import { createClientContact } from './contact/create-client-contact.ts';
import { removeClientContact } from './contact/remove-client-contact.ts';
import { updateClientContact } from './contact/update-client-contact.ts';
import { createLicence } from './licence/create-licence.ts';
import { listLicences } from './licence/list-licences.ts';
import { removeLicence } from './licence/remove-licence.ts';
import { updateLicence } from './licence/update-licence.ts';

export const routes = [
  route(contract.createClient, createClient),
  route(contract.updateClient, updateClient),
  route(contract.getClient, getClient),
  route(contract.listClients, listClients),
  route(contract.putClientSettings, putClientSettings),
  route(contract.createClientContact, createClientContact),
  route(contract.updateClientContact, updateClientContact),
  route(contract.removeClientContact, removeClientContact),
  route(contract.listLicences, listLicences),
  route(contract.createLicence, createLicence),
  route(contract.updateLicence, updateLicence),
  route(contract.removeLicence, removeLicence),
];

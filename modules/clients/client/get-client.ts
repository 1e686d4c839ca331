import type { clientsContract as contract, Input } from '@heyi/contract';
import { fail, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { contactsOf } from '../contact/contact.store.ts';
import { clientOf } from './client.store.ts';

export async function getClient(tx: Transaction, _input: Input<typeof contract.getClient>) {
  const client = await clientOf(tx);
  if (!client) return fail({ code: 'client.not_found' as const });
  const { name, shortName, uscc, cooperationMode, ...settings } = client;
  const isHouse = tx.tenantId === tx.houseId;
  const contacts = await contactsOf(tx);
  const master = { name, shortName, uscc, cooperationMode };
  return ok({ id: tx.tenantId, isHouse, ...master, settings, contacts });
}

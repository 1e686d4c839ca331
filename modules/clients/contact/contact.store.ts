import type { clientsContract as contract, Output } from '@heyi/contract';
import { type Id, newId } from '@heyi/kernel';
import { maskPhone, tenantCipher, type Transaction } from '@heyi/platform';

export type Contact = Output<typeof contract.getClient>['contacts'][number];
type ContactId = Id<'cct'>;

/** What a form sends: an absent phone stays, null removes it. */
export type ContactFields = {
  readonly name: string;
  readonly position?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly accountId?: Id<'acc'> | null | undefined;
  readonly mayApprovePayroll: boolean;
  readonly maySubmitInputs: boolean;
};

/** A mobile number, or a landline with its area code. */
export function isContactPhone(phone: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|\+\d{6,15})$/.test(phone);
}

export async function contactsOf(tx: Transaction): Promise<Contact[]> {
  return tx.sql<Contact>`
    select id, name, position, phone_masked as "phoneMasked", email, account_id as "accountId",
           may_approve_payroll as "mayApprovePayroll", may_submit_inputs as "maySubmitInputs"
      from clients.client_contact
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and removed_at is null
     order by id`;
}

export async function insertContact(tx: Transaction, fields: ContactFields): Promise<Contact> {
  const id: ContactId = newId<'cct'>();
  const phone = fields.phone ?? null;
  const sealed = phone === null ? null : (await tenantCipher(tx)).seal(phone);
  const [contact] = await tx.sql<Contact>`
    insert into clients.client_contact
           (shard_key, tenant_id, id, name, position, phone_sealed, phone_masked, email, account_id,
            may_approve_payroll, may_submit_inputs, created_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${id}, ${fields.name}, ${fields.position ?? null},
            ${sealed}, ${phone === null ? null : maskPhone(phone)}, ${fields.email ?? null},
            ${fields.accountId ?? null}, ${fields.mayApprovePayroll}, ${fields.maySubmitInputs},
            ${tx.now})
    returning id, name, position, phone_masked as "phoneMasked", email, account_id as "accountId",
              may_approve_payroll as "mayApprovePayroll", may_submit_inputs as "maySubmitInputs"`;
  return contact!;
}

/** Null when there is no such contact. */
export async function saveContact(
  tx: Transaction,
  id: ContactId,
  fields: ContactFields,
): Promise<Contact | null> {
  const keepsPhone = fields.phone === undefined;
  const phone = fields.phone ?? null;
  const sealed = phone === null ? null : (await tenantCipher(tx)).seal(phone);
  const [contact] = await tx.sql<Contact>`
    update clients.client_contact
       set name = ${fields.name}, position = ${fields.position ?? null},
           phone_sealed = case when ${keepsPhone} then phone_sealed else ${sealed} end,
           phone_masked = case when ${keepsPhone} then phone_masked
                               else ${phone === null ? null : maskPhone(phone)} end,
           email = ${fields.email ?? null}, account_id = ${fields.accountId ?? null},
           may_approve_payroll = ${fields.mayApprovePayroll},
           may_submit_inputs = ${fields.maySubmitInputs}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and removed_at is null
    returning id, name, position, phone_masked as "phoneMasked", email, account_id as "accountId",
              may_approve_payroll as "mayApprovePayroll", may_submit_inputs as "maySubmitInputs"`;
  return contact ?? null;
}

/** False when there is no such contact. */
export async function removeContact(tx: Transaction, id: ContactId): Promise<boolean> {
  const removed = await tx.sql`
    update clients.client_contact set removed_at = ${tx.now}
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId} and id = ${id}
       and removed_at is null
    returning id`;
  return removed.length > 0;
}

/** Who of the client may approve payroll: by the sign-in, or the named contact of a stamped sheet. */
export async function payrollApprovers(tx: Transaction): Promise<Contact[]> {
  return (await contactsOf(tx)).filter((contact) => contact.mayApprovePayroll);
}

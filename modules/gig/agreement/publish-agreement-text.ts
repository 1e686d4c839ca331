import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { fail, newId, ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { agreementTextsOf } from './agreement-text.store.ts';

/** A version is never changed: a new wording is a new version. Signatures keep theirs. */
export async function publishAgreementText(
  tx: Transaction,
  input: Input<typeof contract.publishAgreementText>,
) {
  const { kind, version, title, body } = input;
  const inserted = await tx.sql`
    insert into gig.agreement_text (shard_key, tenant_id, id, kind, version, title, body,
                                    published_by, published_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${newId()}, ${kind}, ${version}, ${title}, ${body},
            ${tx.actor.name}, ${tx.now})
    on conflict on constraint agreement_text_version do nothing
    returning id`;
  if (inserted.length === 0) return fail({ code: 'agreement.version_taken' as const });
  const texts = await agreementTextsOf(tx);
  return ok(texts.find((text) => text.kind === kind && text.version === version)!);
}

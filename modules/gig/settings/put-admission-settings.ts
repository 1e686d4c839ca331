import type { gigAdmissionContract as contract, Input } from '@heyi/contract';
import { ok } from '@heyi/kernel';
import type { Transaction } from '@heyi/platform';
import { judgeAll } from '../worker/judge-workers.ts';
import { admissionSettingsOf } from './admission-settings.store.ts';

/** A new age is asked of everybody at once; a closed channel is refused from the next account on. */
export async function putAdmissionSettings(
  tx: Transaction,
  input: Input<typeof contract.putAdmissionSettings>,
) {
  const before = await admissionSettingsOf(tx);
  const { minimumAge, channels } = input;
  await tx.sql`
    insert into gig.admission_settings (shard_key, tenant_id, minimum_age, channels, changed_at)
    values (${tx.shardKey}, ${tx.tenantId}, ${minimumAge}, ${[...new Set(channels)]}, ${tx.now})
    on conflict (shard_key, tenant_id) do update
       set minimum_age = excluded.minimum_age, channels = excluded.channels,
           changed_at = excluded.changed_at`;
  if (before.minimumAge !== minimumAge) await judgeAll(tx, `准入年龄改为 ${minimumAge} 周岁`);
  return ok(await admissionSettingsOf(tx));
}

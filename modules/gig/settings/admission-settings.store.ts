import type { Transaction } from '@heyi/platform';
import type { PayoutChannel } from '../worker/identity-checker.ts';

export type AdmissionSettings = { minimumAge: number; channels: PayoutChannel[] };

/** Below 16 nobody may work (劳动法第十五条); a client may ask for more. */
const unset: AdmissionSettings = { minimumAge: 16, channels: ['bankCard', 'alipay', 'wechat'] };

export async function admissionSettingsOf(tx: Transaction): Promise<AdmissionSettings> {
  const [row] = await tx.sql<AdmissionSettings>`
    select minimum_age as "minimumAge", channels from gig.admission_settings
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}`;
  return row ?? unset;
}

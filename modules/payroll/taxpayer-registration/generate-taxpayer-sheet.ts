import type { Input, payrollContract as contract } from '@heyi/contract';
import { fail, type Id, ok } from '@heyi/kernel';
import { layoutFile, storeFile, tenantCipher, type Transaction, xlsxType } from '@heyi/platform';
import { layoutOf } from '../withholding-return/layout.ts';
import { type MissingFact, sheetRow, type TaxpayerFacts } from './taxpayer-facts.ts';
import { type EntityId, withholdingEntity } from './withholding-entity.ts';

type Waiting = {
  taxpayerId: Id<'txp'>;
  personName: string;
  factsSealed: Buffer;
  missing: MissingFact[];
};

/** 人员信息采集表 of everybody who has to be reported; they are 报送中 from here on. */
export async function generateTaxpayerSheet(
  tx: Transaction,
  input: Input<typeof contract.generateTaxpayerSheet>,
) {
  const entity = await withholdingEntity(tx, input.entityId);
  if (!entity.ok) return entity;
  const waiting = await loadWaiting(tx, input.entityId, input.people);
  const complete = waiting.filter(({ missing }) => missing.length === 0);
  if (complete.length === 0) return fail({ code: 'taxpayer.nothing_to_report' as const });

  const cipher = await tenantCipher(tx);
  const layout = layoutOf('taxpayer-registration');
  const rows = complete.map(({ factsSealed }) =>
    sheetRow(JSON.parse(cipher.open(factsSealed)) as TaxpayerFacts),
  );
  const name = `人员信息采集_${entity.value.name}_${tx.today}.xlsx`;
  const content = await layoutFile(layout, rows);
  const { id: fileId } = await storeFile(tx, { name, type: xlsxType, content });
  await markReporting(tx, fileId, complete);
  return ok({
    fileId,
    name,
    layoutVersion: layout.version,
    people: complete.length,
    leftOut: waiting
      .filter(({ missing }) => missing.length > 0)
      .map(({ taxpayerId, personName, missing }) => ({ taxpayerId, personName, missing })),
  });
}

/** A change of a key field goes into no sheet: the client program would refuse it. */
async function loadWaiting(
  tx: Transaction,
  entityId: EntityId,
  people: 'changes' | 'waiting',
): Promise<Waiting[]> {
  return tx.sql<Waiting>`
    select taxpayer_id as "taxpayerId", person_name as "personName", facts_sealed as "factsSealed",
           missing
      from payroll.taxpayer_registration
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and legal_entity_id = ${entityId}
       and (state in ('toReport', 'failed') or (state = 'reporting' and ${people} = 'waiting'))
       and (reported_key_hash is null or reported_key_hash = key_hash)
     order by employee_no, taxpayer_id
       for update`;
}

async function markReporting(
  tx: Transaction,
  fileId: string,
  people: readonly Waiting[],
): Promise<void> {
  await tx.sql`
    update payroll.taxpayer_registration
       set state = 'reporting', sent_hash = facts_hash, sent_key_hash = key_hash,
           sheet_file_id = ${fileId}, failure = null
     where shard_key = ${tx.shardKey} and tenant_id = ${tx.tenantId}
       and taxpayer_id = any (${people.map(({ taxpayerId }) => taxpayerId)}::uuid[])`;
}

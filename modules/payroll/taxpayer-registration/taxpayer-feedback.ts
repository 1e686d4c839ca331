import { documentHash, documentKindOf } from '@heyi/people';
import {
  type Choice,
  type ColumnSpec,
  importKind,
  type ImportRow,
  type RowOutcome,
  tenantCipher,
  type Transaction,
} from '@heyi/platform';
import { layoutOf } from '../withholding-return/layout.ts';
import { feedbackProblems } from './feedback-problem.ts';
import { type EntityId, withholdingEntity } from './withholding-entity.ts';

type Values = {
  readonly personName: string;
  readonly documentType: string | null;
  readonly documentNumber: string;
  readonly state: 'reported' | 'failed' | 'reporting';
  readonly identity: 'verified' | 'refused' | 'checking' | 'deferred' | null;
  readonly failure: string | null;
};

/** What the client program says after 报送 and 获取反馈; rows belong to a legal entity. */
export const taxpayerFeedback = importKind<Values>({
  kind: 'taxpayerFeedback',
  permission: 'tax:file',
  title: { zh: '人员信息采集反馈', en: 'Feedback of the taxpayer registration' },
  subjectPrefix: 'ent',
  refusal: async (tx, subjectId) => {
    const entity = await withholdingEntity(tx, subjectId as EntityId);
    return entity.ok ? null : { code: 'taxpayer.subject_missing' };
  },
  columns: async () => feedbackColumns,
  judge: async (tx, subjectId, rows) => {
    const standing = await loadStanding(tx, subjectId as EntityId, await hashesOf(tx, rows));
    const seen = new Set<string>();
    return (await hashesOf(tx, rows)).map((hash, index) =>
      judgeRow(rows[index]!.values, hash, { standing, seen }),
    );
  },
  commit: async (tx, subjectId, rows) => {
    const hashes = await hashesOf(tx, rows);
    const answers = rows.map(({ values }, index) => ({
      documentHash: hashes[index]!,
      state: values.state,
      identity: values.identity,
      failure: values.failure,
    }));
    await applyFeedback(tx, subjectId as EntityId, answers);
  },
});

const states: Choice[] = [
  {
    code: 'reported',
    label: '报送成功',
    labelEn: 'Reported',
    synonyms: ['成功', '反馈成功', '采集成功'],
  },
  {
    code: 'failed',
    label: '报送失败',
    labelEn: 'Failed',
    synonyms: ['失败', '反馈失败', '采集失败'],
  },
  { code: 'reporting', label: '待反馈', labelEn: 'Waiting', synonyms: ['报送中', '处理中'] },
];

const identities: Choice[] = [
  { code: 'verified', label: '验证通过', labelEn: 'Verified', synonyms: ['通过', '已验证'] },
  {
    code: 'refused',
    label: '验证不通过',
    labelEn: 'Refused',
    synonyms: ['不通过', '验证失败', '身份验证不通过'],
  },
  { code: 'checking', label: '验证中', labelEn: 'Checking', synonyms: ['待验证'] },
  { code: 'deferred', label: '暂不验证', labelEn: 'Deferred', synonyms: ['无需验证'] },
];

const feedbackColumns: readonly ColumnSpec[] = layoutOf('taxpayer-feedback').columns.map(
  ({ title, field, required, synonyms }): ColumnSpec => {
    const column = { key: field!, title, titleEn: title, ...(synonyms && { synonyms }) };
    const common = required ? { ...column, required } : column;
    if (field === 'state') return { ...common, kind: 'choice', choices: states };
    if (field === 'identity') return { ...common, kind: 'choice', choices: identities };
    if (field === 'documentNumber') return { ...common, kind: 'identifier' };
    return { ...common, kind: 'text', maxLength: 300 };
  },
);

/** Hexadecimal; null for a document type that the client program does not have. */
async function hashesOf(
  tx: Transaction,
  rows: readonly ImportRow<Values>[],
): Promise<(string | null)[]> {
  const cipher = await tenantCipher(tx);
  return rows.map(({ values }) => {
    const kind = documentKindOf(values.documentType);
    if (kind === null) return null;
    return documentHash(cipher, kind, values.documentNumber.toUpperCase()).toString('hex');
  });
}

type Standing = {
  documentHash: string;
  personName: string;
  state: string;
  identity: string;
  failure: string | null;
};

async function loadStanding(
  tx: Transaction,
  entityId: EntityId,
  hashes: readonly (string | null)[],
): Promise<Map<string, Standing>> {
  const rows = await tx.sql<Standing>`
    select encode(t.document_hash, 'hex') as "documentHash", r.person_name as "personName", r.state,
           r.identity, r.failure
      from unnest(${hashes.filter((hash) => hash !== null)}::text[]) as f (hash)
      join payroll.taxpayer t
        on t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${entityId} and t.document_hash = decode(f.hash, 'hex')
      join payroll.taxpayer_registration r
        on r.shard_key = t.shard_key and r.tenant_id = t.tenant_id and r.taxpayer_id = t.id`;
  return new Map(rows.map((row) => [row.documentHash, row]));
}

function judgeRow(
  values: Values,
  hash: string | null,
  { standing, seen }: { standing: ReadonlyMap<string, Standing>; seen: Set<string> },
): RowOutcome {
  const invalid = (
    key: keyof Values,
    problem: (typeof feedbackProblems)[keyof typeof feedbackProblems],
  ) => ({ outcome: 'invalid', problems: [{ key, problem }] }) as const;
  if (hash === null) return invalid('documentType', feedbackProblems.documentType);
  if (seen.has(hash)) return { outcome: 'duplicate' };
  seen.add(hash);
  const known = standing.get(hash);
  if (!known) return invalid('documentNumber', feedbackProblems.notOnFile);
  if (known.personName !== values.personName) {
    return invalid('personName', feedbackProblems.nameDiffers);
  }
  if (known.state === 'toReport') return invalid('state', feedbackProblems.notSent);
  if (values.state === 'failed' && values.failure === null) {
    return invalid('failure', feedbackProblems.reasonMissing);
  }
  const isSame =
    known.state === values.state &&
    known.failure === values.failure &&
    (values.identity === null || known.identity === values.identity);
  return { outcome: isSame ? 'unchanged' : 'updated' };
}

type Answer = Pick<Values, 'state' | 'identity' | 'failure'> & {
  readonly documentHash: string | null;
};

/** What was accepted is what was sent, not what has been changed since. */
async function applyFeedback(
  tx: Transaction,
  entityId: EntityId,
  answers: readonly Answer[],
): Promise<void> {
  await tx.sql`
    update payroll.taxpayer_registration r
       set state = case when f.state = 'reported' and r.sent_hash <> r.facts_hash then 'toReport'
                        else f.state end,
           identity = coalesce(f.identity, case when f.state = 'reported' then 'checking'
                                                        else r.identity end),
           failure = f.failure,
           reported_at = case when f.state = 'reported' then ${tx.now} else r.reported_at end,
           reported_hash = case when f.state = 'reported' then r.sent_hash else r.reported_hash end,
           reported_key_hash = case when f.state = 'reported' then r.sent_key_hash
                                            else r.reported_key_hash end,
           is_leaver_reported = case when f.state = 'reported'
                                  then r.is_leaver and r.sent_hash = r.facts_hash
                                  else r.is_leaver_reported end
      from jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) as f (
             "documentHash" text, state text, identity text, failure text)
      join payroll.taxpayer t
        on t.shard_key = ${tx.shardKey} and t.tenant_id = ${tx.tenantId}
       and t.legal_entity_id = ${entityId} and t.document_hash = decode(f."documentHash", 'hex')
     where r.shard_key = t.shard_key and r.tenant_id = t.tenant_id and r.taxpayer_id = t.id`;
}

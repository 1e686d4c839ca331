import { type Column, PageFrame, QueryTable, Section } from '@heyi/ui';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { type Evidence, type EvidenceKind, sizeText } from '../../evidence/evidence.ts';
import { useOriginColumns } from '../../evidence/origin-columns.tsx';
import { UploadEvidence } from '../../evidence/UploadEvidence.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';
import { comma } from '../../i18n/index.ts';
import { today } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ArchiveDrawer } from './ArchiveDrawer.tsx';

type Wanted = {
  period?: string;
  kind?: EvidenceKind;
  stampState?: 'waiting' | 'stamped';
  search?: string;
};

/** The evidence of one client, and of the provider as far as it is bound to something here. */
export default function EvidencePage(): ReactNode {
  const { t } = useTranslation();
  const tenantId = useTenantId();
  const may = useMay();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState<Wanted>({});
  const [open, setOpen] = useState<'upload' | 'archive' | null>(null);
  const show = (id: string, holder = tenantId) =>
    void navigate({ to: `/clients/${holder}/evidence/${id}` });
  const rows = useRows(['evidence', tenantId, wanted], (cursor) =>
    api.listEvidence({ tenantId, ...wanted, ...cursor }),
  );
  return (
    <PageFrame
      title={t('evidence.title')}
      facts={t('evidence.note')}
      actions={
        <>
          {may('evidence:export') && (
            <Button onClick={() => setOpen('archive')}>{t('evidence.archive')}</Button>
          )}
          {may('evidence:write') && (
            <Button type="primary" onClick={() => setOpen('upload')}>
              {t('evidence.upload')}
            </Button>
          )}
        </>
      }
    >
      <Section title={t('evidence.listed')}>
        <Filters value={wanted} onChange={setWanted} />
        <QueryTable<Evidence>
          label={t('evidence.title')}
          rowKey={(row) => row.id}
          empty={t('evidence.empty')}
          columns={useColumns()}
          onOpen={(row) => show(row.id)}
          {...rows.table}
        />
      </Section>
      <UploadEvidence
        tenantId={tenantId}
        open={open === 'upload'}
        onDone={show}
        onClose={() => setOpen(null)}
      />
      <ArchiveDrawer
        tenantId={tenantId}
        initial={wanted.period ?? today().slice(0, 7)}
        open={open === 'archive'}
        onClose={() => setOpen(null)}
      />
    </PageFrame>
  );
}

function Filters(props: { value: Wanted; onChange: (value: Wanted) => void }): ReactNode {
  const { t } = useTranslation();
  const { value, onChange } = props;
  const change = <K extends keyof Wanted>(key: K, given: Wanted[K] | null | undefined) => {
    const { [key]: _, ...rest } = value;
    onChange(given ? { ...rest, [key]: given } : rest);
  };
  return (
    <div className="heyi-toolbar">
      <DayInput
        picker="month"
        clearable
        width={140}
        value={value.period ?? null}
        label={t('evidence.period')}
        placeholder={t('evidence.period')}
        onChange={(given) => change('period', given)}
      />
      <Select<EvidenceKind>
        allowClear
        style={{ minWidth: 160 }}
        placeholder={t('evidence.kind')}
        aria-label={t('evidence.kind')}
        value={value.kind ?? null}
        options={useOptions('names.evidenceKind')}
        onChange={(given) => change('kind', given)}
      />
      <Select<'waiting' | 'stamped'>
        allowClear
        style={{ minWidth: 140 }}
        placeholder={t('evidence.stamp')}
        aria-label={t('evidence.stamp')}
        value={value.stampState ?? null}
        options={useOptions('evidence.stamps')}
        onChange={(given) => change('stampState', given)}
      />
      <Input.Search
        allowClear
        style={{ width: 240 }}
        placeholder={t('evidence.search')}
        aria-label={t('evidence.search')}
        onSearch={(text) => change('search', text.trim())}
      />
    </div>
  );
}

function useColumns(): Column<Evidence>[] {
  const { t } = useTranslation();
  const origin = useOriginColumns();
  return [
    {
      title: t('evidence.kind'),
      key: 'kind',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{t(`names.evidenceKind.${row.kind}`)}</strong>
          <div className="heyi-quiet heyi-words heyi-words-narrow">{row.fileName}</div>
        </>
      ),
    },
    {
      title: t('evidence.people'),
      key: 'people',
      render: (_, row) => <BoundTo evidence={row} />,
    },
    {
      title: t('evidence.period'),
      key: 'period',
      render: (_, row) => row.period ?? row.bindings[0]?.period ?? '—',
    },
    ...origin,
    {
      title: t('evidence.size'),
      key: 'size',
      align: 'right',
      render: (_, row) => sizeText(row.size),
    },
  ];
}

const namesShown = 3;

/** Names, or the matter where it is about nobody in particular. */
function BoundTo({ evidence }: { evidence: Evidence }): ReactNode {
  const standing = evidence.bindings.filter(({ revokedAt }) => revokedAt === null);
  const names = [...new Set(standing.map(({ personName, title }) => personName ?? title))];
  if (names.length === 0) return <span className="heyi-quiet">—</span>;
  const rest = names.length - namesShown;
  return (
    <div className="heyi-words">
      {names.slice(0, namesShown).join(comma())}
      {rest > 0 && <span className="heyi-quiet"> +{rest}</span>}
    </div>
  );
}

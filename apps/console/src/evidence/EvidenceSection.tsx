import type { AnswerOf } from '@heyi/client';
import { type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { ReasonButton } from '../ask-again/ReasonButton.tsx';
import { FormDrawer } from '../forms/FormDrawer.tsx';
import { comma } from '../i18n/index.ts';
import { formatInstant } from '../instant.ts';
import { useTable } from '../rows.ts';
import { useMay, useSession } from '../session.ts';
import type { Evidence, EvidenceKind, SubjectKind } from './evidence.ts';
import { useOriginColumns } from './origin-columns.tsx';
import { UploadEvidence } from './UploadEvidence.tsx';

type Subject = { tenantId: string; subjectKind: SubjectKind; subjectId: string };

/**
 * The evidence of one thing, on that thing's page: what is bound, what it proves, and how more comes.
 * `kind` is what the step usually needs.
 */
export function EvidenceSection(
  props: Subject & {
    kind?: EvidenceKind;
    period?: string | null;
    note?: ReactNode;
    /** Whose papers these usually are: of the provider's unit, the provider's. */
    holder?: 'client' | 'provider' | undefined;
  },
): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, subjectKind, subjectId, kind, period, holder } = props;
  const subject = { tenantId, subjectKind, subjectId };
  const [adding, setAdding] = useState<'upload' | 'existing' | null>(null);
  const query = useQuery({
    queryKey: ['subjectEvidence', subject],
    queryFn: () => api.listSubjectEvidence(subject),
  });
  const navigate = useNavigate();
  const open = (row: Evidence) => void navigate({ to: `/clients/${tenantId}/evidence/${row.id}` });
  const close = () => setAdding(null);
  const attach = (evidenceId: string) => api.attachEvidence({ ...subject, evidenceId });
  const isEmpty = query.data?.rows.length === 0;
  return (
    <Section
      title={t('evidence.title')}
      note={props.note ?? t('evidence.sectionNote')}
      actions={
        may('evidence:write') && (
          <>
            <Button onClick={() => setAdding('existing')}>{t('evidence.attachExisting')}</Button>
            <Button onClick={() => setAdding('upload')}>{t('evidence.attach')}</Button>
          </>
        )
      }
    >
      {!isEmpty && <Proofs proofs={query.data?.proofs} />}
      <QueryTable<Evidence>
        label={t('evidence.title')}
        rowKey={(row) => row.id}
        empty={t('evidence.sectionEmpty')}
        columns={useColumns(subject)}
        onOpen={open}
        {...useTable(query)}
      />
      <UploadEvidence
        tenantId={tenantId}
        title={t('evidence.attach')}
        open={adding === 'upload'}
        initial={{ ...(kind && { kind }), ...(period && { period }), ...(holder && { holder }) }}
        then={attach}
        onDone={close}
        onClose={close}
      />
      <AttachExisting {...subject} open={adding === 'existing'} act={attach} onClose={close} />
    </Section>
  );
}

type Proven = AnswerOf<'listSubjectEvidence'>['proofs'];

function Proofs({ proofs }: { proofs: Proven | undefined }): ReactNode {
  const { t } = useTranslation();
  if (proofs === undefined) return null;
  const words = proofs.map((proof) => t(`evidence.proofs.${proof}`)).join(comma());
  return (
    <div style={{ marginBottom: 8 }}>
      <StateTag
        tone={proofs.length > 0 ? 'good' : 'warn'}
        text={proofs.length > 0 ? t('evidence.proves') + words : t('evidence.provesNothing')}
      />
    </div>
  );
}

function useColumns({ tenantId, subjectId }: Subject): Column<Evidence>[] {
  const { t } = useTranslation();
  const may = useMay();
  const origin = useOriginColumns();
  const bindingOf = (row: Evidence) =>
    row.bindings.find((one) => one.subjectId === subjectId && one.revokedAt === null);
  return [
    {
      title: t('evidence.kind'),
      key: 'kind',
      render: (_, row) => (
        <>
          <strong>{t(`names.evidenceKind.${row.kind}`)}</strong>
          <div className="heyi-quiet">{row.fileName}</div>
        </>
      ),
    },
    ...origin,
    {
      title: '',
      key: 'actions',
      render: (_, row) => {
        const binding = bindingOf(row);
        if (!binding || !may('evidence:write')) return null;
        const key = { tenantId, bindingId: binding.id };
        return (
          <ReasonButton
            size="small"
            danger
            label={t('evidence.unbind')}
            act={(reason) => api.revokeEvidence({ ...key, reason })}
          />
        );
      },
    },
  ];
}

/** One paper proves many things: what is here already is bound, not brought in again. */
function AttachExisting(
  props: Subject & {
    open: boolean;
    act: (evidenceId: string) => Promise<unknown>;
    onClose: () => void;
  },
): ReactNode {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const { tenantId } = props;
  const { data: session } = useSession();
  // Lists of the provider are not the client's before they are bound to it.
  const holders = [...new Set([tenantId, ...(session?.isHouse ? [session.tenantId] : [])])];
  const found = useQuery({
    queryKey: ['evidenceToBind', tenantId, search],
    enabled: props.open,
    queryFn: async () => {
      const pages = await Promise.all(
        holders.map((one) => api.listEvidence({ tenantId: one, search, limit: 30 })),
      );
      const rows = new Map(pages.flatMap((page) => page.rows.map((row) => [row.id, row])));
      return [...rows.values()];
    },
  });
  return (
    <FormDrawer<{ evidenceId: string }>
      title={t('evidence.attachExisting')}
      submitLabel={t('evidence.attachExisting')}
      open={props.open}
      submit={({ evidenceId }) => props.act(evidenceId)}
      onClose={props.onClose}
    >
      <Form.Item name="evidenceId" label={t('evidence.choose')} rules={[{ required: true }]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setSearch }}
          loading={found.isFetching}
          placeholder={t('evidence.search')}
          options={(found.data ?? []).map((row) => ({
            value: row.id,
            label: `${t(`names.evidenceKind.${row.kind}`)} · ${row.fileName} · ${formatInstant(row.capturedAt)}`,
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

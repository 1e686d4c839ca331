import {
  AmountText,
  amountColumn,
  FactList,
  PageFrame,
  ProgressLine,
  QueryTable,
  Section,
  StateTag,
} from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Flex, Form, Input, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { DownloadButton } from '../../DownloadButton.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useJob } from '../../jobs/use-job.ts';
import { Loaded } from '../../Loaded.tsx';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import {
  type Declaration,
  declarationPath,
  type DeclarationRow,
  monthPath,
  toneOfDeclaration,
} from './declarations.ts';

/** One version: who is on it, what moved, and the receipt. */
export default function DeclarationPage(): ReactNode {
  const tenantId = useTenantId();
  const { declarationId = '' } = useParams({ strict: false });
  const declaration = useQuery({
    queryKey: ['declaration', declarationId],
    queryFn: () => api.getDeclaration({ tenantId, declarationId }),
    refetchInterval: (query) => (query.state.data?.state === 'preparing' ? 700 : false),
  });
  return <Loaded query={declaration}>{(view) => <OpenDeclaration of={view} />}</Loaded>;
}

function OpenDeclaration({ of }: { of: Declaration }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const navigate = useNavigate();
  const [marking, setMarking] = useState(false);
  const { tenantId, id: declarationId, state, period } = of;
  const isList = state === 'prepared' || state === 'declared';
  return (
    <PageFrame
      title={`${placeOf(of)} ${t(`names.registrationKind.${of.registrationKind}`)} ${period}`}
      status={
        <StateTag
          tone={toneOfDeclaration[state]}
          text={t(`declarations.declarationStates.${state}`)}
        />
      }
      facts={
        <Flex gap="2px 14px" wrap>
          <span>{t('declarations.version', { version: of.version })}</span>
          <span>{of.legalEntityName}</span>
          <span>{of.agencyName}</span>
          <Link to={monthPath(of, period)}>{t('declarations.backToMonth')}</Link>
        </Flex>
      }
      actions={
        may('contribution:update') && (
          <>
            {state === 'failed' && (
              <ActionButton
                type="primary"
                label={t('declarations.prepareAgain')}
                act={async () => {
                  const next = await api.prepareDeclaration({
                    tenantId,
                    registrationId: of.registrationId,
                    period,
                  });
                  void navigate({ to: declarationPath(next) });
                }}
              />
            )}
            {isList && (
              <DownloadButton
                label={t('declarations.download')}
                load={() => api.downloadDeclaration({ tenantId, declarationId })}
              />
            )}
            {state === 'prepared' && (
              <Button type="primary" onClick={() => setMarking(true)}>
                {t('declarations.markDeclared')}
              </Button>
            )}
          </>
        )
      }
    >
      {state === 'preparing' && <Progress of={of} />}
      {of.failure !== null && (
        <Alert showIcon type="error" title={t(`declarations.listFailures.${of.failure}`)} />
      )}
      {state === 'unchanged' && <Alert showIcon type="info" title={t('declarations.noChange')} />}
      {state !== 'failed' && <Facts of={of} />}
      {state !== 'preparing' && state !== 'failed' && <People of={of} />}
      <MarkDeclared of={of} open={marking} onClose={() => setMarking(false)} />
    </PageFrame>
  );
}

function Progress({ of }: { of: Declaration }): ReactNode {
  const { t } = useTranslation();
  const job = useJob(of.tenantId, of.jobId);
  return (
    <Section title={t('declarations.declarationStates.preparing')}>
      <ProgressLine
        done={job.data?.done ?? 0}
        total={job.data?.total ?? null}
        label={t('declarations.people')}
      />
    </Section>
  );
}

function Facts({ of }: { of: Declaration }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('declarations.total')}>
      <FactList
        columns={3}
        facts={[
          [t('declarations.people'), of.personCount],
          [t('declarations.employer'), <AmountText key="a" value={of.employer} strong />],
          [t('declarations.employee'), <AmountText key="b" value={of.employee} strong />],
          [t('names.declarationChange.added'), of.addedCount],
          [t('names.declarationChange.changed'), of.changedCount],
          [t('names.declarationChange.removed'), of.removedCount],
          [t('declarations.officialNumber'), of.officialNumber ?? '—'],
          [t('declarations.declaredAt'), formatInstant(of.declaredAt)],
          [t('declarations.policyPin'), of.policyPin],
        ]}
      />
      {of.unknownCount > 0 && (
        <Alert
          showIcon
          type="warning"
          style={{ marginTop: 12 }}
          title={t('declarations.unknown', { count: of.unknownCount })}
        />
      )}
    </Section>
  );
}

type Show = 'all' | 'moved' | 'unknown';

function People({ of }: { of: Declaration }): ReactNode {
  const { t } = useTranslation();
  const [show, setShow] = useState<Show>('all');
  const { tenantId, id: declarationId } = of;
  const people = useRows(['declarationRows', declarationId, show], (cursor) =>
    api.listDeclarationRows({ tenantId, declarationId, show, limit: 100, ...cursor }),
  );
  return (
    <Section
      title={t('declarations.list')}
      actions={
        <Segmented<Show>
          value={show}
          onChange={setShow}
          options={useOptions('declarations.show') as { value: Show; label: string }[]}
        />
      }
    >
      <QueryTable<DeclarationRow>
        label={t('declarations.list')}
        rowKey={(row) => row.employmentId}
        empty={t('declarations.listEmpty')}
        {...people.table}
        columns={[
          {
            title: t('declarations.name'),
            key: 'name',
            fixed: 'left',
            render: (_, row) => (
              <>
                <strong>{row.personName}</strong>
                <div className="heyi-quiet">{row.documentMasked}</div>
              </>
            ),
          },
          {
            title: t('declarations.change'),
            key: 'change',
            render: (_, row) =>
              row.change === 'same' ? (
                <span className="heyi-quiet">{t('names.declarationChange.same')}</span>
              ) : (
                <StateTag
                  tone={row.change === 'removed' ? 'warn' : 'active'}
                  text={t(`names.declarationChange.${row.change}`)}
                />
              ),
          },
          {
            title: t('declarations.amounts'),
            key: 'amounts',
            render: (_, row) => (
              <Flex gap="0 14px" wrap>
                {row.amounts.map(({ kind, base, employee }) => (
                  <span key={kind} style={{ whiteSpace: 'nowrap' }}>
                    <span className="heyi-quiet">{t(`names.contributionKind.${kind}`)}</span>{' '}
                    <AmountText value={employee} />{' '}
                    <span className="heyi-quiet">
                      {t('declarations.base')} <AmountText value={base} />
                    </span>
                  </span>
                ))}
              </Flex>
            ),
          },
          amountColumn<DeclarationRow>(
            t('declarations.employer'),
            'employer',
            (row) => row.employer,
          ),
          amountColumn<DeclarationRow>(
            t('declarations.employee'),
            'employee',
            (row) => row.employee,
          ),
        ]}
      />
    </Section>
  );
}

function MarkDeclared(props: { of: Declaration; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const { tenantId, id: declarationId } = props.of;
  return (
    <FormDrawer<{ officialNumber: string }>
      title={t('declarations.markDeclared')}
      intro={t('declarations.markIntro')}
      open={props.open}
      submit={(values) =>
        api.markDeclared({ tenantId, declarationId, ...values }, { upload: file! })
      }
      onClose={props.onClose}
    >
      <Form.Item
        name="officialNumber"
        label={t('declarations.officialNumber')}
        rules={[{ required: true }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <FileField
        label={t('declarations.receipt')}
        help={t('declarations.receiptHelp')}
        accept=".pdf,.png,.jpg,.jpeg"
        onFile={setFile}
      />
    </FormDrawer>
  );
}

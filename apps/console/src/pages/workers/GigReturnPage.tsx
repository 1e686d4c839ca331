import { AmountText, CountText, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import { useTenantId } from '../../client-page.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { formatInstant } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { SheetTable } from '../tax/SheetTable.tsx';
import { type GigReturn, toneOfReturn } from './workers.ts';

/** One return of platform workers: its sheets, its declaration, what came back since. */
export default function GigReturnPage(): ReactNode {
  const tenantId = useTenantId();
  const { gigReturnId = '' }: { gigReturnId?: string } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ['gig-return', gigReturnId],
    queryFn: () => api.getGigReturn({ tenantId, gigReturnId }),
  });
  if (query.data) return <OpenReturn view={query.data} />;
  return (
    <div className="heyi-page">
      <Loaded query={query}>{() => null}</Loaded>
    </div>
  );
}

function OpenReturn({ view }: { view: GigReturn }): ReactNode {
  const { t } = useTranslation();
  const correction =
    view.number > 0 ? ` · ${t('workers.correction', { number: view.number })}` : '';
  const declared = [
    view.receiptNumber && `${t('workers.receiptNumber')} ${view.receiptNumber}`,
    view.declaredAt && formatInstant(view.declaredAt),
    view.declaredBy,
    view.correctionReason,
  ];
  return (
    <PageFrame
      title={`${view.entityName} · ${view.taxPeriod}${correction}`}
      status={
        <StateTag tone={toneOfReturn[view.state]} text={t(`workers.returnStates.${view.state}`)} />
      }
      facts={declared.filter(Boolean).join(' · ') || undefined}
      actions={<ReturnActions view={view} />}
    >
      {view.isOutdated && view.state !== 'cancelled' && (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 16 }}
          title={t('workers.outdated')}
          description={view.returns.length > 0 ? t('workers.lateReturnsNote') : undefined}
        />
      )}
      <Totals view={view} />
      <Sheets view={view} />
      {view.returns.length > 0 && <LateReturns view={view} />}
    </PageFrame>
  );
}

function ReturnActions({ view }: { view: GigReturn }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [declaring, setDeclaring] = useState(false);
  if (!useMay()('tax:file')) return null;
  const one = { tenantId: view.tenantId, gigReturnId: view.id };
  const open = ({ id }: GigReturn) =>
    void navigate({ to: `/clients/${view.tenantId}/workers/returns/${id}` });
  return (
    <>
      {view.state === 'generated' && (
        <>
          <ReasonButton
            danger
            label={t('workers.cancelReturn')}
            act={(reason) => api.cancelGigReturn({ ...one, reason })}
          />
          <Button type="primary" disabled={view.isOutdated} onClick={() => setDeclaring(true)}>
            {t('workers.declare')}
          </Button>
        </>
      )}
      {view.state === 'declared' && view.isOutdated && (
        <ReasonButton
          type="primary"
          label={t('workers.correct')}
          act={(reason) => api.correctGigReturn({ ...one, reason })}
          onDone={open}
        />
      )}
      <FormDrawer<{ receiptNumber: string }>
        title={t('workers.declare')}
        open={declaring}
        submit={(values) => api.declareGigReturn({ ...one, ...values })}
        onClose={() => setDeclaring(false)}
      >
        <Form.Item
          name="receiptNumber"
          label={t('workers.receiptNumber')}
          rules={[{ required: true }]}
        >
          <Input maxLength={60} />
        </Form.Item>
      </FormDrawer>
    </>
  );
}

function Totals({ view }: { view: GigReturn }): ReactNode {
  const { t } = useTranslation();
  const amounts = [
    ['taxable', view.income, true],
    ['tax', view.tax, true],
    ['taxDeclaredBefore', view.taxDeclaredBefore, view.number > 0],
    ['taxDue', view.taxDue, true],
    ['vat', view.vat, true],
    ['surcharges', view.surcharges, true],
  ] as const;
  return (
    <dl className="heyi-totals" style={{ marginTop: 0 }}>
      <div>
        <dt>{t('workers.people')}</dt>
        <dd>
          <CountText value={view.people} />
        </dd>
      </div>
      {amounts.map(
        ([name, value, isShown]) =>
          isShown && (
            <div key={name}>
              <dt>{t(`workers.${name}`)}</dt>
              <dd>
                <AmountText value={value} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

type Sheet = GigReturn['sheets'][number];

function Sheets({ view }: { view: GigReturn }): ReactNode {
  const { t } = useTranslation();
  const mayFile = useMay()('tax:file');
  const load =
    ({ sheet }: Sheet) =>
    () =>
      api.downloadGigReturnSheet({
        tenantId: view.tenantId,
        gigReturnId: view.id,
        sheet,
      });
  return (
    <Section title={t('tax.files')}>
      <SheetTable<Sheet>
        rows={view.sheets}
        nameOf={({ sheet }) => t(`workers.sheets.${sheet}`)}
        countTitle={t('workers.rows')}
        countOf={({ rows }) => rows}
        amountTitle={t('workers.amount')}
        load={mayFile && view.state !== 'cancelled' ? load : null}
      />
    </Section>
  );
}

type Late = GigReturn['returns'][number];

function LateReturns({ view }: { view: GigReturn }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('workers.lateReturns')} note={t('workers.lateReturnsNote')}>
      <QueryTable<Late>
        label={t('workers.lateReturns')}
        rowKey={(row) => `${row.externalWorkerId} ${row.returnedAt}`}
        rows={view.returns}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          {
            title: t('workers.name'),
            key: 'name',
            render: (_, row) => (
              <>
                <strong>{row.workerName}</strong>
                <div className="heyi-quiet">{row.externalWorkerId}</div>
              </>
            ),
          },
          {
            title: t('workers.kind'),
            key: 'kind',
            render: (_, row) => t(`workers.kinds.${row.incomeKind}`),
          },
          {
            title: t('workers.taxable'),
            key: 'income',
            align: 'right',
            render: (_, row) => <AmountText value={row.income} />,
          },
          {
            title: t('workers.tax'),
            key: 'tax',
            align: 'right',
            render: (_, row) => <AmountText value={row.tax} />,
          },
          {
            title: t('workers.returnedAt'),
            key: 'returnedAt',
            render: (_, row) => formatInstant(row.returnedAt),
          },
        ]}
      />
    </Section>
  );
}

import type { TFunction } from 'i18next';
import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Drawer, Flex, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../cities.ts';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useTenantId } from '../../client-page.ts';
import { Countdown } from '../../Countdown.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { formatInstant } from '../../instant.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { ShownOnce } from '../../ShownOnce.tsx';
import { ImportWizard } from '../imports/ImportWizard.tsx';
import { type Adjustment, toneOfAdjustment } from './insurance.ts';

type Row = AnswerOf<'listBaseRows'>['rows'][number];
type Show = 'all' | 'unconfirmed' | 'objected';

/** One adjustment: who has confirmed, who objects, and when it takes effect. */
export default function BaseAdjustmentPage(): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const tenantId = useTenantId();
  const { adjustmentId = '' } = useParams({ strict: false });
  const [show, setShow] = useState<Show>('all');
  const rows = useRows(['baseRows', adjustmentId, show], (cursor) =>
    api.listBaseRows({ tenantId, adjustmentId, show, limit: 100, ...cursor }),
  );
  const adjustment = rows.first?.adjustment;
  return (
    <PageFrame
      title={
        adjustment ? `${placeOf(adjustment)} ${nameOf(adjustment, t)}` : t('insurance.bases.title')
      }
      status={
        adjustment && (
          <StateTag
            tone={toneOfAdjustment[adjustment.state]}
            text={t(`insurance.bases.states.${adjustment.state}`)}
          />
        )
      }
      facts={adjustment && <Facts tenantId={tenantId} adjustment={adjustment} />}
      actions={
        adjustment?.state === 'open' && <Steps tenantId={tenantId} adjustment={adjustment} />
      }
    >
      <Section
        title={t('insurance.bases.rows')}
        note={t('insurance.bases.note')}
        actions={
          <Segmented<Show>
            value={show}
            options={useOptions('insurance.bases.filters') as { value: Show; label: string }[]}
            onChange={setShow}
          />
        }
      >
        <Rows
          tenantId={tenantId}
          adjustmentId={adjustmentId}
          isOpen={adjustment?.state === 'open'}
          table={rows.table}
        />
      </Section>
    </PageFrame>
  );
}

function nameOf({ regime, period }: Adjustment, t: TFunction): string {
  return `${t(`insurance.bases.regimes.${regime}`)} ${period}`;
}

function Facts({ tenantId, adjustment }: { tenantId: string; adjustment: Adjustment }): ReactNode {
  const { t } = useTranslation();
  const { personCount, changedCount, confirmedCount, objectedCount } = adjustment;
  const counts = [
    ['people', personCount],
    ['changed', changedCount],
    ['confirmed', confirmedCount],
    ['objected', objectedCount],
  ] as const;
  return (
    <Flex gap="2px 14px" wrap>
      <Link to={`/clients/${tenantId}/insurance` as never} search={{ tab: 'bases' } as never}>
        {t('insurance.bases.all')}
      </Link>
      {counts.map(([key, value]) => (
        <span key={key}>
          {t(`insurance.bases.${key}`)} {value}
        </span>
      ))}
      <Countdown
        label={t('insurance.bases.deadline')}
        day={adjustment.deadline}
        isOver={adjustment.state !== 'open'}
      />
      {adjustment.differenceRunId && (
        <Link to={`/clients/${tenantId}/differences/${adjustment.differenceRunId}` as never}>
          {t('insurance.bases.differences')}
        </Link>
      )}
    </Flex>
  );
}

function Steps({ tenantId, adjustment }: { tenantId: string; adjustment: Adjustment }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const { id: adjustmentId, personCount, confirmedCount } = adjustment;
  const open = personCount - confirmedCount;
  const mayWrite = may('insurance_task:write');
  return (
    <>
      {mayWrite && (
        <ActionButton
          type="text"
          label={t('insurance.bases.cancel')}
          ask={{ title: t('insurance.bases.cancelAsk') }}
          act={() => api.cancelBaseAdjustment({ tenantId, adjustmentId })}
        />
      )}
      {mayWrite &&
        (['lastYearAverage', 'agreedWage'] as const).map((source) => (
          <ActionButton
            key={source}
            label={t(`insurance.bases.take.${source}`)}
            ask={{
              title: t(`insurance.bases.takeAsk.${source}`),
              detail: t('insurance.bases.takeDetail'),
            }}
            act={() => api.takeBaseProposals({ tenantId, adjustmentId, source })}
          />
        ))}
      {mayWrite && (
        <Button onClick={() => setImporting(true)}>{t('insurance.bases.import')}</Button>
      )}
      {mayWrite && confirmedCount > 0 && (
        <ActionButton
          type={open > 0 ? 'default' : 'primary'}
          label={t(open > 0 ? 'insurance.bases.applyWithout' : 'insurance.bases.apply')}
          ask={
            open > 0
              ? {
                  title: t('insurance.bases.applyWithoutAsk', { count: open }),
                  detail: t('insurance.bases.applyWithoutDetail'),
                }
              : {
                  title: t('insurance.bases.applyAsk', { period: adjustment.period }),
                  detail: t('insurance.bases.applyDetail'),
                }
          }
          act={() =>
            api.applyBaseAdjustment({ tenantId, adjustmentId, leaveOutUnconfirmed: open > 0 })
          }
        />
      )}
      {may('last_period:confirm') && open > 0 && (
        <Button type="primary" onClick={() => setConfirming(true)}>
          {t('insurance.bases.confirm')}
        </Button>
      )}
      <Drawer
        open={importing}
        size={760}
        title={t('insurance.bases.import')}
        destroyOnHidden
        onClose={() => setImporting(false)}
      >
        <ImportWizard tenantId={tenantId} kinds={['baseAdjustment']} subjectId={adjustmentId} />
      </Drawer>
      <ConfirmWithList
        tenantId={tenantId}
        adjustmentId={adjustmentId}
        open={confirming}
        onClose={() => setConfirming(false)}
      />
    </>
  );
}

function ConfirmWithList(props: {
  tenantId: string;
  adjustmentId: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, adjustmentId } = props;
  const [file, setFile] = useState<File | null>(null);
  const submit = async () => {
    const { id: fileId } = await api.uploadFile({ tenantId }, { upload: file! });
    return api.confirmBaseRows({ tenantId, adjustmentId, fileId });
  };
  return (
    <FormDrawer
      title={t('insurance.bases.confirm')}
      submitLabel={t('insurance.bases.confirm')}
      open={props.open}
      intro={<p className="heyi-quiet">{t('insurance.bases.confirmNote')}</p>}
      submit={submit}
      onClose={props.onClose}
    >
      <FileField
        label={t('insurance.bases.signedList')}
        help={t('insurance.bases.signedHelp')}
        onFile={setFile}
      />
    </FormDrawer>
  );
}

function Rows(props: {
  tenantId: string;
  adjustmentId: string;
  isOpen: boolean;
  table: ReturnType<typeof useRows<AnswerOf<'listBaseRows'>>>['table'];
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { tenantId, adjustmentId } = props;
  const [link, setLink] = useState<{ name: string; url: string } | null>(null);
  return (
    <>
      <QueryTable<Row>
        label={t('insurance.bases.rows')}
        rowKey={(row) => row.employmentId}
        empty={t('insurance.bases.rowsEmpty')}
        {...props.table}
        columns={[
          {
            title: t('insurance.person'),
            key: 'person',
            render: (_, row) => (
              <>
                <Link to={`/clients/${tenantId}/people/${row.employmentId}` as never}>
                  <strong>{row.personName}</strong>
                </Link>{' '}
                <span className="heyi-quiet">{row.employeeNumber}</span>
              </>
            ),
          },
          amountColumn<Row>(t('insurance.bases.before'), 'before', (row) => row.baseBefore),
          {
            title: t('insurance.bases.base'),
            key: 'base',
            align: 'right',
            render: (_, row) => (
              <>
                <AmountText value={row.base} strong={row.base !== row.baseBefore} />
                <div className="heyi-quiet">{t(`insurance.bases.sources.${row.source}`)}</div>
              </>
            ),
          },
          {
            title: t('insurance.bases.proposals'),
            key: 'proposals',
            align: 'right',
            render: (_, row) =>
              row.proposals.map((one) => (
                <div key={one.source}>
                  <AmountText value={one.amount} />{' '}
                  <span className="heyi-quiet">
                    {t(`insurance.bases.sources.${one.source}`)}
                    {one.months !== null &&
                      ` ${t('insurance.bases.months', {
                        count: one.months,
                        from: one.fromPeriod ?? '',
                        to: one.toPeriod ?? '',
                      })}`}
                  </span>
                </div>
              )),
          },
          {
            title: t('insurance.state'),
            key: 'state',
            render: (_, row) => <Confirmation row={row} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              props.isOpen &&
              row.confirmedAt === null &&
              may('insurance_task:write') && (
                <ActionButton
                  size="small"
                  label={t('insurance.bases.link')}
                  act={() =>
                    api.createBaseLink({
                      tenantId,
                      adjustmentId,
                      employmentId: row.employmentId,
                    })
                  }
                  onDone={({ url }) => setLink({ name: row.personName, url })}
                />
              ),
          },
        ]}
      />
      <ShownOnce
        title={t('insurance.bases.linkTitle', { name: link?.name ?? '' })}
        note={t('insurance.bases.linkNote')}
        secret={link?.url ?? null}
        onClose={() => setLink(null)}
      />
    </>
  );
}

function Confirmation({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation();
  if (row.objection !== null) {
    return (
      <div style={{ maxWidth: 320, whiteSpace: 'normal' }}>
        <StateTag tone="bad" text={t('insurance.bases.objected')} /> {row.objection}
      </div>
    );
  }
  if (row.confirmedHow === null) {
    return <StateTag tone="warn" text={t('insurance.bases.unconfirmed')} />;
  }
  return (
    <>
      <StateTag tone="good" text={t(`insurance.bases.how.${row.confirmedHow}`)} />{' '}
      <span className="heyi-quiet">
        {row.confirmedByName} {formatInstant(row.confirmedAt)}
      </span>
    </>
  );
}

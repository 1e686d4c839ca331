import { amountColumn, CountText, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { DueDay } from '../../Countdown.tsx';
import { formatInstant } from '../../instant.ts';
import { useTable } from '../../rows.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { RecordContributionPayment } from '../runs/pay/RecordContributionPayment.tsx';
import {
  type Bill,
  billPath,
  type Declaration,
  declarationPath,
  type KindMonth,
  toneOfBill,
  toneOfDeclaration,
  toneOfMonth,
  type UnitRow,
} from './declarations.ts';
import { DebitFailure, ImportBill, ReopenMonth } from './MonthForms.tsx';

/** One registration and month: kinds, versions of the declaration, bills. */
export default function MonthPage(): ReactNode {
  const tenantId = useTenantId();
  const { registrationId = '', period = '' } = useParams({ strict: false });
  const unit = useQuery({
    queryKey: ['contributionMonths', period, tenantId, registrationId],
    queryFn: async () => {
      const { rows } = await api.listContributionMonths({ period, clientId: tenantId });
      return rows.find((row) => row.registrationId === registrationId) ?? null;
    },
  });
  return <Loaded query={unit}>{(row) => row && <OpenMonth unit={row} period={period} />}</Loaded>;
}

function OpenMonth({ unit, period }: { unit: UnitRow; period: string }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  return (
    <PageFrame
      title={`${placeOf(unit)} ${t(`names.registrationKind.${unit.kind}`)} ${period}`}
      facts={
        <Flex gap="2px 14px" wrap>
          <span>{unit.legalEntityName}</span>
          <span>{t(`declarations.holder.${unit.holder}`)}</span>
          <span>
            {t('declarations.cutoff')} <DueDay day={unit.officialCutoff} />
          </span>
          {unit.shortfall !== null && (
            <StateTag tone="bad" text={t('declarations.paidShort', { amount: unit.shortfall })} />
          )}
          <Link to={'/declarations'}>{t('declarations.title')}</Link>
        </Flex>
      }
    >
      <Kinds unit={unit} period={period} />
      <Versions unit={unit} period={period} />
      <Bills unit={unit} period={period} />
    </PageFrame>
  );
}

type Place = { unit: UnitRow; period: string };

function Kinds({ unit, period }: Place): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const placeOf = usePlace();
  const [form, setForm] = useState<'pay' | 'fail' | 'reopen' | null>(null);
  const { tenantId, registrationId, months } = unit;
  const states = new Set(months.map(({ state }) => state));
  const isOwed = months.some(({ state }) => ['declared', 'assessed', 'inArrears'].includes(state));
  const isPaid = states.has('paid') || states.has('reconciled');
  const close = () => setForm(null);
  const name = `${t(`names.registrationKind.${unit.kind}`)} · ${placeOf(unit)}`;
  // Of a unit of the provider each client's part is recorded with its run.
  const isOwn = unit.holder === 'client';
  return (
    <Section
      title={t('declarations.states')}
      actions={
        <>
          {may('contribution:update') && isOwed && !isPaid && (
            <ActionButton
              label={t('declarations.collect')}
              ask={{ title: t('declarations.collectAsk'), detail: t('declarations.collectDetail') }}
              act={() => api.startCollection({ tenantId, registrationId, period })}
            />
          )}
          {may('contribution:pay') && isOwn && !isPaid && months.length > 0 && (
            <Button onClick={() => setForm('pay')}>{t('obligations.record')}</Button>
          )}
          {may('contribution:pay') && !isPaid && !states.has('estimated') && months.length > 0 && (
            <Button onClick={() => setForm('fail')}>{t('declarations.fail')}</Button>
          )}
          {may('contribution:update') && isPaid && (
            <Button onClick={() => setForm('reopen')}>{t('declarations.reopen')}</Button>
          )}
        </>
      }
    >
      <QueryTable<KindMonth>
        label={t('declarations.states')}
        rowKey={(row) => row.kind}
        empty={t('declarations.noMonths')}
        rows={months}
        isPending={false}
        columns={[
          {
            title: t('declarations.kind'),
            key: 'kind',
            render: (_, row) => <strong>{t(`names.contributionKind.${row.kind}`)}</strong>,
          },
          {
            title: t('declarations.state'),
            key: 'state',
            render: (_, row) => (
              <>
                <StateTag
                  tone={toneOfMonth[row.state]}
                  text={t(`declarations.monthStates.${row.state}`)}
                />
                {row.reopenReason && <div className="heyi-quiet">{row.reopenReason}</div>}
              </>
            ),
          },
          {
            title: t('declarations.people'),
            key: 'people',
            align: 'right',
            render: (_, row) => <CountText value={row.personCount} />,
          },
          amountColumn<KindMonth>(t('declarations.employer'), 'employer', (row) => row.employer),
          amountColumn<KindMonth>(t('declarations.employee'), 'employee', (row) => row.employee),
          {
            title: t('declarations.by'),
            key: 'by',
            render: (_, row) => (
              <span className="heyi-quiet">
                {row.movedBy} {formatInstant(row.movedAt)}
              </span>
            ),
          },
        ]}
      />
      <RecordContributionPayment
        tenantId={tenantId}
        due={form === 'pay' ? { registrationId, period, name, open: unit.shortfall } : null}
        onClose={close}
      />
      <DebitFailure unit={unit} period={period} open={form === 'fail'} onClose={close} />
      <ReopenMonth unit={unit} period={period} open={form === 'reopen'} onClose={close} />
    </Section>
  );
}

function Versions({ unit, period }: Place): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { tenantId, registrationId } = unit;
  const versions = useQuery({
    queryKey: ['declarations', tenantId, registrationId, period],
    queryFn: () => api.listDeclarations({ tenantId, registrationId, period }),
    refetchInterval: (query) =>
      query.state.data?.rows.some(({ state }) => state === 'preparing') ? 700 : false,
  });
  const hasAny = (versions.data?.rows.length ?? 0) > 0;
  return (
    <Section
      title={t('declarations.declarations')}
      actions={
        may('contribution:update') && (
          <ActionButton
            type={hasAny ? 'default' : 'primary'}
            label={t(hasAny ? 'declarations.prepareAgain' : 'declarations.prepare')}
            act={() => api.prepareDeclaration({ tenantId, registrationId, period })}
            onDone={(made) => void navigate({ to: declarationPath(made) })}
          />
        )
      }
    >
      <QueryTable<Declaration>
        label={t('declarations.declarations')}
        rowKey={(row) => row.id}
        empty={t('declarations.declarationsEmpty')}
        onOpen={(row) => void navigate({ to: declarationPath(row) })}
        {...useTable(versions)}
        columns={[
          {
            title: t('declarations.declaration'),
            key: 'version',
            render: (_, row) => (
              <strong>{t('declarations.version', { version: row.version })}</strong>
            ),
          },
          {
            title: t('declarations.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={toneOfDeclaration[row.state]}
                text={t(`declarations.declarationStates.${row.state}`)}
              />
            ),
          },
          {
            title: t('declarations.people'),
            key: 'people',
            align: 'right',
            render: (_, row) => <CountText value={row.personCount} />,
          },
          amountColumn<Declaration>(t('declarations.employer'), 'employer', (row) => row.employer),
          amountColumn<Declaration>(t('declarations.employee'), 'employee', (row) => row.employee),
          { title: t('declarations.officialNumber'), dataIndex: 'officialNumber' },
        ]}
      />
    </Section>
  );
}

function Bills({ unit, period }: Place): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [importing, setImporting] = useState(false);
  const { tenantId, registrationId } = unit;
  const bills = useQuery({
    queryKey: ['officialBills', tenantId, registrationId, period],
    queryFn: () => api.listOfficialBills({ tenantId, registrationId, period }),
  });
  return (
    <Section
      title={t('declarations.bills')}
      note={t('declarations.billsNote')}
      actions={
        may('contribution:update') && (
          <Button onClick={() => setImporting(true)}>{t('declarations.importBill')}</Button>
        )
      }
    >
      <QueryTable<Bill>
        label={t('declarations.bills')}
        rowKey={(row) => row.id}
        empty={t('declarations.billsEmpty')}
        onOpen={(row) => void navigate({ to: billPath(row) })}
        {...useTable(bills)}
        columns={[
          { title: t('declarations.file'), dataIndex: 'fileName' },
          {
            title: t('declarations.state'),
            key: 'state',
            render: (_, row) => (
              <StateTag
                tone={toneOfBill[row.state]}
                text={t(`declarations.billStates.${row.state}`)}
              />
            ),
          },
          {
            title: t('declarations.people'),
            key: 'people',
            align: 'right',
            render: (_, row) => <CountText value={row.personCount} />,
          },
          {
            title: t('declarations.differences'),
            key: 'differences',
            align: 'right',
            render: (_, row) => <CountText value={row.differenceCount} />,
          },
          {
            title: t('declarations.undecided'),
            key: 'undecided',
            align: 'right',
            render: (_, row) => <CountText value={row.undecidedCount} />,
          },
          amountColumn<Bill>(t('declarations.employer'), 'employer', (row) => row.billEmployer),
          amountColumn<Bill>(t('declarations.employee'), 'employee', (row) => row.billEmployee),
        ]}
      />
      <ImportBill
        unit={unit}
        period={period}
        open={importing}
        onClose={() => setImporting(false)}
      />
    </Section>
  );
}

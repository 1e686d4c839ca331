import { AmountText, FactList, PageFrame, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, Button, Flex, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { usePlace } from '../../cities.ts';
import { useTenantId } from '../../client-page.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import { BillDifferences } from './BillDifferences.tsx';
import { type OpenBill, monthPath, toneOfBill } from './declarations.ts';

/** One bill: what it comes to against our lines, what was found, and every difference. */
export default function BillPage(): ReactNode {
  const tenantId = useTenantId();
  const { officialBillId = '' } = useParams({ strict: false });
  const bill = useQuery({
    queryKey: ['officialBill', officialBillId],
    queryFn: () => api.getOfficialBill({ tenantId, officialBillId }),
    refetchInterval: (query) =>
      ['reading', 'accepting'].includes(query.state.data?.state ?? '') ? 700 : false,
  });
  return <Loaded query={bill}>{(view) => <Open bill={view} />}</Loaded>;
}

function Open({ bill }: { bill: OpenBill }): ReactNode {
  const { t } = useTranslation();
  const placeOf = usePlace();
  const may = useMay();
  const [accepting, setAccepting] = useState(false);
  return (
    <PageFrame
      title={`${t('declarations.bill')} ${placeOf(bill)} ${bill.period}`}
      status={
        <StateTag tone={toneOfBill[bill.state]} text={t(`declarations.billStates.${bill.state}`)} />
      }
      facts={
        <Flex gap="2px 14px" wrap>
          <span>{bill.legalEntityName}</span>
          <span>{bill.fileName}</span>
          {bill.layoutTitle && (
            <span>
              {t('declarations.layout')} {bill.layoutTitle}
            </span>
          )}
          <Link to={monthPath(bill, bill.period)}>{t('declarations.backToMonth')}</Link>
        </Flex>
      }
      actions={
        (bill.state === 'read' || bill.state === 'entryFailed') &&
        may('contribution:update') && (
          <Button
            type="primary"
            disabled={bill.undecidedCount > 0}
            onClick={() => setAccepting(true)}
          >
            {t(bill.state === 'read' ? 'declarations.accept' : 'declarations.acceptAgain')}
          </Button>
        )
      }
    >
      {bill.failureCode && (
        <Alert
          showIcon
          type="error"
          title={t(`declarations.billFailures.${bill.state}.${bill.failureCode}`, {
            defaultValue: t('declarations.failed', { code: bill.failureCode }),
          })}
        />
      )}
      {bill.state !== 'failed' && <Sides bill={bill} />}
      {bill.findings.length > 0 && <Findings bill={bill} />}
      {bill.state !== 'failed' && bill.state !== 'reading' && <BillDifferences bill={bill} />}
      <Accept bill={bill} open={accepting} onClose={() => setAccepting(false)} />
    </PageFrame>
  );
}

/** Both sides to the fen; where the sum of the causes is the whole difference. */
function Sides({ bill }: { bill: OpenBill }): ReactNode {
  const { t } = useTranslation();
  const of = (side: 'bill' | 'ours', party: 'employer' | 'employee') =>
    `${t(`declarations.sides.${side}`)} ${t(`declarations.${party}`)}`;
  return (
    <Section title={t('declarations.total')}>
      <FactList
        columns={3}
        facts={[
          [of('bill', 'employer'), <AmountText key="a" value={bill.billEmployer} strong />],
          [of('bill', 'employee'), <AmountText key="b" value={bill.billEmployee} strong />],
          [t('declarations.lateFee'), <AmountText key="c" value={bill.lateFee} />],
          [of('ours', 'employer'), <AmountText key="d" value={bill.ourEmployer} />],
          [of('ours', 'employee'), <AmountText key="e" value={bill.ourEmployee} />],
          [t('declarations.people'), bill.personCount],
        ]}
      />
    </Section>
  );
}

type Finding = OpenBill['findings'][number];

function Findings({ bill }: { bill: OpenBill }): ReactNode {
  const { t } = useTranslation();
  return (
    <Section title={t('declarations.findings')} note={t('declarations.faultsNote')}>
      <QueryTable<Finding>
        label={t('declarations.findings')}
        rowKey={(row) => String(row.number)}
        empty=""
        rows={bill.findings}
        isPending={false}
        height={bill.findings.length > 8 ? 260 : 0}
        columns={[
          {
            title: t('declarations.rows'),
            key: 'row',
            width: 110,
            render: (_, { rowNumber }) =>
              rowNumber === null ? '' : t('declarations.row', { row: rowNumber }),
          },
          {
            title: t('declarations.findings'),
            key: 'words',
            render: (_, { code, facts }) => t(`declarations.findingCodes.${code}`, facts),
          },
        ]}
      />
    </Section>
  );
}

/** What the bill settles, and what stays open by our figures. */
function AcceptIntro({ bill: { kept } }: { bill: OpenBill }): ReactNode {
  const { t } = useTranslation();
  const sides = ['ours', 'bill'] as const;
  const of = {
    ours: [kept.ourEmployer, kept.ourEmployee],
    bill: [kept.billEmployer, kept.billEmployee],
  } as const;
  return (
    <>
      <p>{t('declarations.acceptIntro')}</p>
      {kept.count > 0 && (
        <>
          <p className="heyi-warn">{t('declarations.acceptKept', { count: kept.count })}</p>
          <FactList
            columns={2}
            facts={sides.flatMap((side) =>
              (['employer', 'employee'] as const).map((party, index): [string, ReactNode] => [
                `${t(`declarations.sides.${side}`)} ${t(`declarations.${party}`)}`,
                <AmountText key={party} value={of[side][index]!} strong={side === 'ours'} />,
              ]),
            )}
          />
        </>
      )}
    </>
  );
}

function Accept(props: { bill: OpenBill; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { tenantId, id: officialBillId, faultCount } = props.bill;
  return (
    <FormDrawer<{ faultsReason?: string }>
      title={t('declarations.accept')}
      submitLabel={t('declarations.accept')}
      intro={<AcceptIntro bill={props.bill} />}
      open={props.open}
      submit={(values) => api.acceptOfficialBill({ tenantId, officialBillId, ...values })}
      onClose={props.onClose}
    >
      {faultCount > 0 && (
        <Form.Item
          name="faultsReason"
          label={t('declarations.faultsReason')}
          rules={[{ required: true }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

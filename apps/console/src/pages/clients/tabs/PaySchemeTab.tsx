import type { AnswerOf } from '@heyi/client';
import { FactList, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Form, InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { SwitchField } from '../../../forms/SwitchField.tsx';
import { useOptions } from '../../../forms/options.ts';
import { Loaded } from '../../../Loaded.tsx';
import { comma } from '../../../i18n/index.ts';
import { useMay } from '../../../session.ts';
import { PayItemForm } from './PayItemForm.tsx';
import { RegisterColumns } from './RegisterColumns.tsx';

type Scheme = AnswerOf<'getPayScheme'>;
export type PayItem = Scheme['items'][number];

export function PaySchemeTab({ tenantId }: { tenantId: string }): ReactNode {
  const scheme = useQuery({
    queryKey: ['payScheme', tenantId],
    queryFn: () => api.getPayScheme({ tenantId }),
  });
  return (
    <Loaded query={scheme}>
      {(view) => (
        <>
          <Rules tenantId={tenantId} scheme={view} />
          <Items tenantId={tenantId} scheme={view} />
          <RegisterColumns tenantId={tenantId} />
        </>
      )}
    </Loaded>
  );
}

type Props = { tenantId: string; scheme: Scheme };

type RuleValues = Pick<Scheme, 'netChangePercent' | 'recoverReceivables' | 'sickPayPercent'> & {
  contributionMonthOffset: string;
};

function Rules({ tenantId, scheme }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const offsets = useOptions('clients.scheme.offsets');
  return (
    <Section
      title={t('clients.scheme.rules')}
      actions={
        may('pay_scheme:write') && (
          <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
        )
      }
    >
      <FactList
        columns={3}
        facts={[
          [t('clients.prorationMethod'), t(`clients.prorationMethods.${scheme.prorationMethod}`)],
          [
            t('clients.scheme.offset'),
            t(`clients.scheme.offsets.${scheme.contributionMonthOffset as -1 | 0 | 1}`),
          ],
          [t('clients.scheme.sickPayPercent'), `${scheme.sickPayPercent}%`],
          [t('clients.scheme.netChangePercent'), `${scheme.netChangePercent}%`],
          [
            t('clients.scheme.recoverReceivables'),
            t(scheme.recoverReceivables ? 'common.yes' : 'common.no'),
          ],
        ]}
      />
      <FormDrawer<RuleValues>
        title={t('clients.scheme.rules')}
        open={editing}
        initial={{ ...scheme, contributionMonthOffset: String(scheme.contributionMonthOffset) }}
        submit={(values) =>
          api.putPayScheme({
            tenantId,
            ...values,
            contributionMonthOffset: Number(values.contributionMonthOffset),
          })
        }
        onClose={() => setEditing(false)}
      >
        <Form.Item name="contributionMonthOffset" label={t('clients.scheme.offset')}>
          <Select options={offsets} />
        </Form.Item>
        <div className="heyi-fields">
          <PercentField name="sickPayPercent" least={0} most={100} />
          <PercentField name="netChangePercent" least={1} most={1000} />
        </div>
        <SwitchField name="recoverReceivables" label={t('clients.scheme.recoverReceivables')} />
      </FormDrawer>
    </Section>
  );
}

function PercentField(props: {
  name: 'sickPayPercent' | 'netChangePercent';
  least: number;
  most: number;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={props.name}
      label={t(`clients.scheme.${props.name}`)}
      rules={[{ required: true }]}
    >
      <InputNumber
        min={props.least}
        max={props.most}
        precision={0}
        suffix="%"
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
}

function Items({ tenantId, scheme }: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const mayWrite = may('pay_scheme:write');
  const [editing, setEditing] = useState<PayItem | 'new' | null>(null);
  const flags = ['prorated', 'inHourlyBase', 'inMinimumWage'] as const;
  return (
    <Section
      title={t('clients.scheme.items')}
      note={t('clients.scheme.itemsNote')}
      actions={
        mayWrite && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('clients.scheme.add')}
          </Button>
        )
      }
    >
      <QueryTable<PayItem>
        label={t('clients.scheme.items')}
        rowKey={(row) => row.id}
        rows={scheme.items}
        isPending={false}
        empty={t('common.empty')}
        {...(mayWrite ? { onOpen: setEditing } : {})}
        columns={[
          { title: t('clients.scheme.sequence'), dataIndex: 'sequence', align: 'right', width: 64 },
          {
            title: t('clients.scheme.nameZh'),
            key: 'name',
            render: (_, row) => (
              <Flex gap={6} align="center">
                <strong>{row.nameZh}</strong>
                {row.isStandard && <StateTag tone="neutral" text={t('clients.scheme.standard')} />}
                {!row.isActive && <StateTag tone="warn" text={t('clients.scheme.inactive')} />}
              </Flex>
            ),
          },
          { title: t('clients.scheme.nameEn'), dataIndex: 'nameEn' },
          { title: t('clients.scheme.code'), dataIndex: 'code' },
          {
            title: t('clients.scheme.itemClass'),
            key: 'class',
            render: (_, row) => t(`clients.scheme.classes.${row.itemClass}`),
          },
          {
            title: t('clients.scheme.source'),
            key: 'source',
            render: (_, row) => t(`clients.scheme.sources.${row.source}`),
          },
          {
            title: t('clients.scheme.tax'),
            key: 'tax',
            render: (_, row) => t(`clients.scheme.taxes.${row.taxTreatment}`),
          },
          {
            title: t('clients.scheme.flags'),
            key: 'flags',
            render: (_, row) =>
              flags
                .filter((flag) => row[flag])
                .map((flag) => t(`clients.scheme.${flag}`))
                .join(comma()),
          },
        ]}
      />
      <PayItemForm
        tenantId={tenantId}
        item={editing}
        nextSequence={Math.max(0, ...scheme.items.map(({ sequence }) => sequence)) + 10}
        onClose={() => setEditing(null)}
      />
    </Section>
  );
}

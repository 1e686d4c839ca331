import { type Column, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useCities, useCityName } from '../../cities.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { comma } from '../../i18n/index.ts';
import { useTable } from '../../rows.ts';
import { useMay } from '../../session.ts';
import type { Supplier } from './orders.ts';
import { PricedRows, RowChoice, RowPrice } from './PricedRows.tsx';
import { SupplierBills } from './SupplierBills.tsx';
import './orders.css';

/** 供应商 with its cities and what it charges. */
export function SuppliersTab(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [opened, setOpened] = useState<Supplier | 'new' | null>(null);
  const suppliers = useQuery({ queryKey: ['suppliers'], queryFn: () => api.listSuppliers({}) });
  const writes = may('supplier:write');
  return (
    <>
      <Section
        title={t('orders.suppliers.title')}
        note={t('orders.suppliers.note')}
        actions={
          writes && <Button onClick={() => setOpened('new')}>{t('orders.suppliers.create')}</Button>
        }
      >
        <QueryTable<Supplier>
          label={t('orders.suppliers.title')}
          rowKey={(row) => row.id}
          empty={t('orders.suppliers.empty')}
          columns={useColumns()}
          {...(writes ? { onOpen: setOpened } : {})}
          {...useTable(suppliers)}
        />
        <SupplierForm
          supplier={opened === 'new' ? null : opened}
          open={opened !== null}
          onClose={() => setOpened(null)}
        />
      </Section>
      <SupplierBills suppliers={suppliers.data?.rows ?? []} />
    </>
  );
}

function useColumns(): Column<Supplier>[] {
  const { t } = useTranslation();
  const cityName = useCityName();
  return [
    {
      title: t('orders.supplier'),
      key: 'name',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.shortName}</strong>{' '}
          {row.endedAt && <StateTag tone="neutral" text={t('orders.suppliers.ended')} />}
          <div className="heyi-quiet">{row.name}</div>
        </>
      ),
    },
    {
      title: t('orders.city'),
      key: 'cities',
      render: (_, row) => row.cityCodes.map(cityName).join(comma()),
    },
    {
      title: t('orders.suppliers.prices'),
      key: 'prices',
      render: (_, row) =>
        row.prices.length === 0
          ? '—'
          : row.prices.map(({ cityCode, item, kind, price }) => (
              <div key={`${cityCode} ${item}`}>
                {cityName(cityCode)} {t(`names.orderItem.${item}`)}{' '}
                {t(`orders.prices.${kind}`, { price })}
              </div>
            )),
    },
    {
      title: t('orders.suppliers.answerDays'),
      key: 'answerDays',
      render: (_, row) => t('orders.suppliers.days', { count: row.answerDays }),
    },
    {
      title: t('orders.suppliers.contact'),
      key: 'contact',
      render: (_, row) => [row.contactName, row.contactEmail].filter(Boolean).join(' ') || '—',
    },
    { title: t('clients.uscc'), dataIndex: 'uscc' },
  ];
}

type Values = Parameters<typeof api.createSupplier>[0] & { isEnded?: boolean };

function SupplierForm(props: {
  supplier: Supplier | null;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { supplier } = props;
  const cities = useCities();
  const required = [{ required: true }];
  const submit = ({ isEnded = false, prices, ...fields }: Values) =>
    supplier
      ? api.updateSupplier({ ...fields, prices, supplierId: supplier.id, isEnded })
      : api.createSupplier({ ...fields, prices });
  return (
    <FormDrawer<Values>
      title={supplier ? supplier.shortName : t('orders.suppliers.create')}
      open={props.open}
      initial={
        supplier
          ? { ...supplier, isEnded: supplier.endedAt !== null }
          : { answerDays: 1, prices: [] }
      }
      submit={submit}
      onClose={props.onClose}
    >
      <div className="heyi-fields">
        <Form.Item
          name="name"
          label={t('orders.suppliers.name')}
          rules={required}
          className="heyi-wide"
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="shortName" label={t('orders.suppliers.shortName')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="uscc" label={t('clients.uscc')} rules={required}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="cityCodes" label={t('orders.city')} rules={required} className="heyi-wide">
          <Select
            mode="multiple"
            options={cities.map(({ code, name }) => ({ value: code, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item name="contactName" label={t('orders.suppliers.contact')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="contactEmail" label={t('orders.suppliers.email')}>
          <Input maxLength={120} inputMode="email" />
        </Form.Item>
        <Form.Item name="answerDays" label={t('orders.suppliers.answerDays')} rules={required}>
          <InputNumber min={0} max={20} style={{ width: '100%' }} />
        </Form.Item>
        {supplier && (
          <Form.Item name="isEnded" label={t('orders.suppliers.ended')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </div>
      <Prices />
      <Form.Item name="note" label={t('orders.agreed.words')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

function Prices(): ReactNode {
  const { t } = useTranslation();
  const cities = useCities();
  return (
    <PricedRows
      list="prices"
      label={t('orders.suppliers.prices')}
      addLabel={t('orders.suppliers.addPrice')}
      blank={{ kind: 'perHead' }}
    >
      {(row) => (
        <>
          <Form.Item name={[row, 'cityCode']} label={t('orders.city')} rules={[{ required: true }]}>
            <Select
              options={cities.map(({ code, name: label }) => ({ value: code, label }))}
              showSearch={{ optionFilterProp: 'label' }}
            />
          </Form.Item>
          <RowChoice row={row} name="item" label={t('orders.item')} words="names.orderItem" />
          <RowChoice
            row={row}
            name="kind"
            label={t('orders.agreed.price')}
            words="orders.supplierPriceKinds"
          />
          <RowPrice row={row} />
        </>
      )}
    </PricedRows>
  );
}

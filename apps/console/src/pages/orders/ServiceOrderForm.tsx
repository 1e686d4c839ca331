import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { AmountInput, useAmountRule } from '../../forms/AmountInput.tsx';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { PercentInput, useRateRule } from '../../forms/PercentInput.tsx';
import { today } from '../../instant.ts';
import { useMay } from '../../session.ts';
import { useClient } from '../../shell/client.ts';
import type { ServiceOrder } from './orders.ts';
import { PricedRows, RowChoice, RowPrice } from './PricedRows.tsx';
import './orders.css';

type Item = {
  item: ServiceOrder['items'][number]['item'];
  channel: ServiceOrder['items'][number]['channel'];
  kind: 'perHead' | 'perCase' | 'percent';
  price?: string;
  rate?: string;
  minimum?: string | null;
};

type Values = Omit<Parameters<typeof api.createServiceOrder>[0], 'tenantId' | 'items'> & {
  items: Item[];
};

/** A draft of a service order; what is in force is ended and drafted anew. */
export function ServiceOrderForm(props: {
  tenantId: string;
  order: ServiceOrder | null;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const client = useClient();
  const { tenantId, order } = props;
  const submit = ({ items, ...terms }: Values) => {
    const given = { ...terms, tenantId, items: items.map(toItem) };
    return order
      ? api.updateServiceOrder({ ...given, serviceOrderId: order.id })
      : api.createServiceOrder(given);
  };
  return (
    <FormDrawer<Values>
      title={t(order ? 'orders.agreed.edit' : 'orders.agreed.create')}
      open={props.open}
      initial={order ? fromOrder(order) : startOf(client?.cooperationMode)}
      submit={submit}
      onClose={props.onClose}
    >
      <TermFields />
      <ItemFields />
      <Form.Item name="note" label={t('orders.agreed.words')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

function startOf(mode: ServiceOrder['cooperationMode'] | undefined): Partial<Values> {
  return {
    cooperationMode: mode ?? 'agency',
    collection: 'prepaid',
    fromPeriod: today().slice(0, 7),
    items: [{ item: 'socialInsurance', channel: 'manualOnline', kind: 'perHead' }],
  };
}

function fromOrder(order: ServiceOrder): Partial<Values> {
  return {
    ...order,
    items: order.items.map(({ item, channel, price }) => ({ item, channel, ...price })),
  };
}

function toItem({ item, channel, kind, price, rate, minimum }: Item) {
  if (kind !== 'percent') return { item, channel, price: { kind, price: price ?? '0.00' } };
  return { item, channel, price: { kind, rate: rate ?? '0', minimum: minimum || null } };
}

function TermFields(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const required = [{ required: true }];
  const suppliers = useQuery({
    queryKey: ['suppliers'],
    enabled: may('supplier:read'),
    queryFn: () => api.listSuppliers({}),
  });
  return (
    <div className="heyi-fields">
      <Form.Item
        name="title"
        label={t('orders.agreed.order')}
        rules={required}
        className="heyi-wide"
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="cooperationMode" label={t('clients.mode')} rules={required}>
        <Select options={useOptions('clients.modes')} />
      </Form.Item>
      <Form.Item
        name="cityCode"
        label={t('orders.city')}
        rules={[{ required: true, pattern: cityPattern }]}
      >
        <CityInput />
      </Form.Item>
      <Form.Item name="fromPeriod" label={t('orders.agreed.from')} rules={required}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="toPeriod" label={t('orders.agreed.to')}>
        <DayInput picker="month" clearable />
      </Form.Item>
      <Form.Item name="collection" label={t('orders.agreed.collection')} rules={required}>
        <Select options={useOptions('names.collection')} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue('collection') === 'advance' && (
            <Form.Item
              name="advanceDays"
              label={t('orders.agreed.advanceDaysLabel')}
              rules={required}
            >
              <InputNumber min={1} max={180} style={{ width: '100%' }} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="supplierId" label={t('orders.supplier')}>
        <Select
          allowClear
          options={(suppliers.data?.rows ?? [])
            .filter(({ endedAt }) => endedAt === null)
            .map(({ id, shortName }) => ({ value: id, label: shortName }))}
        />
      </Form.Item>
    </div>
  );
}

function ItemFields(): ReactNode {
  const { t } = useTranslation();
  return (
    <PricedRows
      list="items"
      label={t('orders.agreed.items')}
      addLabel={t('orders.agreed.addItem')}
      blank={{ channel: 'manualOnline', kind: 'perHead' }}
      isRequired
    >
      {(row) => (
        <>
          <RowChoice row={row} name="item" label={t('orders.item')} words="names.orderItem" />
          <RowChoice row={row} name="channel" label={t('orders.channel')} words="orders.channels" />
          <RowChoice
            row={row}
            name="kind"
            label={t('orders.agreed.price')}
            words="orders.priceKinds"
          />
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) =>
              getFieldValue(['items', row, 'kind']) === 'percent' ? (
                <RowPercent row={row} />
              ) : (
                <RowPrice row={row} />
              )
            }
          </Form.Item>
        </>
      )}
    </PricedRows>
  );
}

function RowPercent({ row }: { row: number }): ReactNode {
  const { t } = useTranslation();
  const amount = useAmountRule();
  const rate = useRateRule();
  return (
    <>
      <Form.Item
        name={[row, 'rate']}
        label={t('orders.agreed.rate')}
        rules={[{ required: true }, rate]}
      >
        <PercentInput />
      </Form.Item>
      <Form.Item name={[row, 'minimum']} label={t('orders.agreed.minimum')} rules={[amount]}>
        <AmountInput />
      </Form.Item>
    </>
  );
}

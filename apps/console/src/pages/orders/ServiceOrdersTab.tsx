import { type Column, CountText, QueryTable, Section, StateTag } from '@heyi/ui';
import { Button, Flex, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { useCityName } from '../../cities.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { percentText } from '../../rate.ts';
import { useRows } from '../../rows.ts';
import { useMay } from '../../session.ts';
import { type ServiceOrder, type ServiceOrderRow, toneOfOrder } from './orders.ts';
import { ServiceOrderForm } from './ServiceOrderForm.tsx';

/** 服务订单: what was agreed, by city and month, with its prices. */
export function ServiceOrdersTab({ tenantId }: { tenantId: string | null }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [state, setState] = useState<ServiceOrder['state'] | null>(null);
  const [drafting, setDrafting] = useState<ServiceOrder | 'new' | null>(null);
  const [ending, setEnding] = useState<ServiceOrder | null>(null);
  const orders = useRows(['serviceOrders', tenantId, state], (cursor) =>
    api.listServiceOrders({
      limit: 100,
      ...(tenantId === null ? {} : { clientId: tenantId }),
      ...(state ? { state } : {}),
      ...cursor,
    }),
  );
  const below = drafting !== null && drafting !== 'new' ? drafting.tenantId : tenantId;
  return (
    <Section
      title={t('orders.agreed.title')}
      note={t('orders.agreed.note')}
      actions={
        <>
          <Select
            allowClear
            aria-label={t('orders.state')}
            placeholder={t('orders.state')}
            style={{ minWidth: 120 }}
            options={
              useOptions('orders.orderStates') as { value: ServiceOrder['state']; label: string }[]
            }
            onChange={(value?: ServiceOrder['state']) => setState(value ?? null)}
          />
          {tenantId !== null && may('service_order:write') && (
            <Button onClick={() => setDrafting('new')}>{t('orders.agreed.create')}</Button>
          )}
        </>
      }
    >
      <QueryTable<ServiceOrderRow>
        label={t('orders.agreed.title')}
        rowKey={(row) => row.id}
        empty={t(tenantId === null ? 'orders.agreed.emptyAll' : 'orders.agreed.empty')}
        columns={useColumns(tenantId === null, setDrafting, setEnding)}
        {...orders.table}
      />
      {below !== null && (
        <ServiceOrderForm
          tenantId={below}
          order={drafting === 'new' ? null : drafting}
          open={drafting !== null}
          onClose={() => setDrafting(null)}
        />
      )}
      <EndOrder order={ending} onClose={() => setEnding(null)} />
    </Section>
  );
}

export function usePriceText(): (price: ServiceOrder['items'][number]['price']) => string {
  const { t } = useTranslation();
  return (price) =>
    price.kind === 'percent'
      ? t(price.minimum === null ? 'orders.prices.percent' : 'orders.prices.percentLeast', {
          rate: percentText(price.rate),
          minimum: price.minimum,
        })
      : t(`orders.prices.${price.kind}`, { price: price.price });
}

function useColumns(
  showsClient: boolean,
  onEdit: (order: ServiceOrder) => void,
  onEnd: (order: ServiceOrder) => void,
): Column<ServiceOrderRow>[] {
  const { t } = useTranslation();
  const cityName = useCityName();
  const priceText = usePriceText();
  return [
    {
      title: t('orders.agreed.order'),
      key: 'title',
      fixed: 'left',
      render: (_, row) => (
        <>
          <strong>{row.title}</strong>
          <div className="heyi-quiet">
            {[showsClient && row.clientShortName, t(`clients.modes.${row.cooperationMode}`)]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </>
      ),
    },
    {
      title: t('orders.city'),
      key: 'city',
      render: (_, row) => (
        <>
          {cityName(row.cityCode)}
          <div className="heyi-quiet">{row.supplierName}</div>
        </>
      ),
    },
    {
      title: t('orders.agreed.items'),
      key: 'items',
      render: (_, row) =>
        row.items.map(({ item, price, channel }) => (
          <Flex key={item} justify="space-between" gap={16}>
            <span>
              {t(`names.orderItem.${item}`)}{' '}
              <span className="heyi-quiet">{t(`orders.channels.${channel}`)}</span>
            </span>
            <span className="heyi-number">{priceText(price)}</span>
          </Flex>
        )),
    },
    {
      title: t('orders.agreed.months'),
      key: 'months',
      render: (_, row) => `${row.fromPeriod} – ${row.toPeriod ?? ''}`,
    },
    {
      title: t('orders.agreed.collection'),
      key: 'collection',
      render: (_, row) => (
        <>
          {t(`names.collection.${row.collection}`)}
          {row.advanceDays !== null && (
            <div className="heyi-quiet">
              {t('orders.agreed.advanceDays', { count: row.advanceDays })}
            </div>
          )}
        </>
      ),
    },
    {
      title: t('orders.agreed.insured'),
      key: 'insured',
      align: 'right',
      render: (_, row) => <CountText value={row.insuredCount} />,
    },
    {
      title: t('orders.agreed.openLines'),
      key: 'lines',
      align: 'right',
      render: (_, row) => <CountText value={row.openLineCount} />,
    },
    {
      title: t('orders.state'),
      key: 'state',
      render: (_, row) => (
        <>
          <StateTag tone={toneOfOrder[row.state]} text={t(`orders.orderStates.${row.state}`)} />
          <div className="heyi-quiet">{row.endReason}</div>
        </>
      ),
    },
    {
      title: '',
      key: 'actions',
      align: 'right',
      render: (_, row) => <Actions order={row} onEdit={onEdit} onEnd={onEnd} />,
    },
  ];
}

function Actions(props: {
  order: ServiceOrder;
  onEdit: (order: ServiceOrder) => void;
  onEnd: (order: ServiceOrder) => void;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { order } = props;
  const { tenantId, id: serviceOrderId } = order;
  if (!may('service_order:write') || order.state === 'ended') return null;
  if (order.state === 'active') {
    return (
      <Button size="small" type="text" onClick={() => props.onEnd(order)}>
        {t('orders.agreed.end')}
      </Button>
    );
  }
  return (
    <Flex gap={4} justify="flex-end">
      <Button size="small" onClick={() => props.onEdit(order)}>
        {t('orders.agreed.edit')}
      </Button>
      <ActionButton
        size="small"
        label={t('orders.agreed.activate')}
        ask={{ title: t('orders.agreed.activateAsk'), detail: t('orders.agreed.activateNote') }}
        act={() => api.activateServiceOrder({ tenantId, serviceOrderId })}
      />
    </Flex>
  );
}

function EndOrder(props: { order: ServiceOrder | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { order } = props;
  return (
    <FormDrawer<{ lastPeriod: string; reason: string }>
      title={t('orders.agreed.end')}
      submitLabel={t('orders.agreed.end')}
      danger
      open={order !== null}
      initial={{ lastPeriod: today().slice(0, 7) }}
      intro={<p className="heyi-quiet">{t('orders.agreed.endNote')}</p>}
      submit={({ lastPeriod, reason }) =>
        api.endServiceOrder({
          tenantId: order!.tenantId,
          serviceOrderId: order!.id,
          lastPeriod,
          reason,
        })
      }
      onClose={props.onClose}
    >
      <Form.Item name="lastPeriod" label={t('orders.agreed.last')} rules={[{ required: true }]}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="reason" label={t('orders.agreed.reason')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}

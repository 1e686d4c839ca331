import type { RequestOf } from '@heyi/client';
import { AmountText, grouped, QueryTable, Section, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { useOptions } from '../../forms/options.ts';
import { today } from '../../instant.ts';
import { Loaded } from '../../Loaded.tsx';
import { useMay } from '../../session.ts';
import type { VatReadings } from './workers.ts';

type Values = RequestOf<'chooseVatReading'>;
type Reading = VatReadings['rows'][number];
type Effect = VatReadings['effects'][number];

const needed = [{ required: true }];
const exampleReceipts = '105000.00';

/** The operator's answer to what the law leaves open, beside what each answer would take. */
export function VatReadingPanel(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const may = useMay();
  const query = useQuery({
    queryKey: ['vat-readings'],
    queryFn: () => api.listVatReadings({ receipts: exampleReceipts }),
    enabled: may('client:create'),
  });
  // The reading is the provider's: a client's people neither see nor choose it.
  if (!may('client:create')) return null;
  return (
    <Section
      title={t('workers.vatReading')}
      note={t('workers.vatReadingNote')}
      actions={
        may('gig_settings:write') && (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('workers.chooseReading')}
          </Button>
        )
      }
    >
      <Loaded query={query}>{(readings) => <Readings readings={readings} />}</Loaded>
      <ChooseReading open={open} onClose={() => setOpen(false)} />
    </Section>
  );
}

function Readings({ readings }: { readings: VatReadings }): ReactNode {
  const { t } = useTranslation();
  const { rule, current } = readings;
  return (
    <>
      {current === null && (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 12 }}
          title={t('workers.noReading')}
        />
      )}
      <p>
        {rule.source} · {rule.inForceFrom}{' '}
        <Tag>{t(`reasons.marks.${rule.mark}`, { defaultValue: rule.mark })}</Tag>
      </p>
      <QueryTable<Effect>
        label={t('workers.effectOf', { receipts: grouped(exampleReceipts) })}
        rowKey={(row) => row.reading}
        rows={readings.effects}
        isPending={false}
        empty={t('common.empty')}
        chosen={(row) => row.reading === current?.reading}
        columns={[
          {
            title: t('workers.effectOf', { receipts: grouped(exampleReceipts) }),
            key: 'reading',
            render: (_, row) => (
              <>
                {t(`workers.readings.${row.reading}`)}{' '}
                {row.reading === current?.reading && (
                  <StateTag tone="good" text={current.fromPeriod} />
                )}
              </>
            ),
          },
          {
            title: t('workers.vat'),
            key: 'vat',
            align: 'right',
            render: (_, row) => <AmountText value={row.vat} />,
          },
          {
            title: t('workers.surcharges'),
            key: 'surcharges',
            align: 'right',
            render: (_, row) => <AmountText value={row.surcharges} />,
          },
          {
            title: t('workers.net'),
            key: 'net',
            align: 'right',
            render: (_, row) => <AmountText value={row.net} />,
          },
        ]}
      />
      {readings.rows.length > 0 && <Choices rows={readings.rows} />}
    </>
  );
}

function Choices({ rows }: { rows: readonly Reading[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div style={{ marginTop: 16 }}>
      <QueryTable<Reading>
        label={t('workers.chooseReading')}
        rowKey={(row) => row.id}
        rows={rows}
        isPending={false}
        empty={t('common.empty')}
        columns={[
          { title: t('workers.fromPeriod'), dataIndex: 'fromPeriod' },
          {
            title: t('workers.reading'),
            key: 'reading',
            render: (_, row) => (
              <>
                {t(`workers.readings.${row.reading}`)}{' '}
                {row.isReplaced && <StateTag tone="neutral" text={t('workers.replaced')} />}
                <div className="heyi-quiet">
                  {t(`workers.levies.${row.levy}`)} · {t(`workers.locations.${row.location}`)}
                </div>
              </>
            ),
          },
          {
            title: t('workers.chosenBy'),
            key: 'chosenBy',
            render: (_, row) => `${row.chosenBy} · ${row.chosenOn}`,
          },
          { title: t('workers.sourceOf'), dataIndex: 'source' },
        ]}
      />
    </div>
  );
}

function ChooseReading(props: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const readings = useOptions('workers.readings');
  const levies = useOptions('workers.levies');
  const locations = useOptions('workers.locations');
  return (
    <FormDrawer<Values>
      title={t('workers.chooseReading')}
      submitLabel={t('workers.chooseReading')}
      open={props.open}
      initial={{
        levy: 'reduced',
        location: 'city',
        fromPeriod: today().slice(0, 7),
        chosenOn: today(),
      }}
      submit={(values) => api.chooseVatReading(values)}
      onClose={props.onClose}
    >
      <Form.Item name="reading" label={t('workers.reading')} rules={needed}>
        <Select options={readings} />
      </Form.Item>
      <Form.Item name="levy" label={t('workers.levy')} rules={needed}>
        <Select options={levies} />
      </Form.Item>
      <Form.Item name="location" label={t('workers.location')} rules={needed}>
        <Select options={locations} />
      </Form.Item>
      <Form.Item name="fromPeriod" label={t('workers.fromPeriod')} rules={needed}>
        <DayInput picker="month" />
      </Form.Item>
      <Form.Item name="chosenBy" label={t('workers.chosenBy')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="chosenOn" label={t('workers.chosenOn')} rules={needed}>
        <DayInput />
      </Form.Item>
      <Form.Item name="source" label={t('workers.sourceOf')} rules={needed}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  );
}

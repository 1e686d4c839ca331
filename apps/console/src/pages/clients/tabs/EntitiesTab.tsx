import type { AnswerOf } from '@heyi/client';
import { QueryTable, Section, StateTag } from '@heyi/ui';
import { Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useCityName } from '../../../cities.ts';
import { useEntities } from '../../../entities.ts';
import { CityInput, cityPattern } from '../../../forms/CityInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useOptions } from '../../../forms/options.ts';
import { useTable } from '../../../rows.ts';
import { useMay } from '../../../session.ts';
import { UsccField } from '../client-fields.tsx';

type Row = AnswerOf<'listLegalEntities'>['rows'][number];
type Values = Pick<Row, 'name' | 'uscc' | 'kind' | 'parentEntityId' | 'cityCode' | 'taxBureauName'>;

export function EntitiesTab({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const cityName = useCityName();
  const entities = useEntities(tenantId);
  const [editing, setEditing] = useState<Row | 'new' | null>(null);
  const mayUpdate = may('legal_entity:update');
  // Only the client's own are edited here; the provider's stand in its own tenant.
  const isOwn = (row: Row) => row.tenantId === tenantId;
  return (
    <Section
      title={t('clients.tabs.entities')}
      note={t('clients.entity.note')}
      actions={
        mayUpdate && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('clients.entity.add')}
          </Button>
        )
      }
    >
      <QueryTable<Row>
        label={t('clients.tabs.entities')}
        rowKey={(row) => row.id}
        empty={t('clients.entity.empty')}
        {...useTable(entities)}
        columns={[
          {
            title: t('clients.entity.name'),
            key: 'name',
            render: (_, row) => <strong>{row.name}</strong>,
          },
          { title: t('clients.uscc'), dataIndex: 'uscc' },
          {
            title: t('clients.entity.holder'),
            key: 'holder',
            render: (_, row) => t(`clients.holders.${row.holder}`),
          },
          {
            title: t('clients.entity.kind'),
            key: 'kind',
            render: (_, row) => t(`clients.entity.kinds.${row.kind}`),
          },
          {
            title: t('clients.entity.city'),
            key: 'city',
            render: (_, row) => cityName(row.cityCode),
          },
          { title: t('clients.entity.taxBureau'), dataIndex: 'taxBureauName' },
          {
            title: '',
            key: 'usable',
            render: (_, row) =>
              !row.usable && <StateTag tone="neutral" text={t('clients.entity.notUsable')} />,
          },
          {
            title: '',
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayUpdate &&
              isOwn(row) && (
                <Button size="small" onClick={() => setEditing(row)}>
                  {t('common.edit')}
                </Button>
              ),
          },
        ]}
      />
      <EntityForm
        tenantId={tenantId}
        entity={editing}
        parents={entities.data?.rows.filter((row) => isOwn(row) && row.kind === 'company') ?? []}
        onClose={() => setEditing(null)}
      />
    </Section>
  );
}

function EntityForm(props: {
  tenantId: string;
  entity: Row | 'new' | null;
  parents: readonly Row[];
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const entity = props.entity === 'new' ? null : props.entity;
  const kinds = useOptions('clients.entity.kinds');
  return (
    <FormDrawer<Values>
      title={t(entity ? 'clients.entity.edit' : 'clients.entity.add')}
      open={props.entity !== null}
      initial={entity ?? { kind: 'company' }}
      submit={(values) =>
        entity
          ? api.updateLegalEntity({ tenantId, entityId: entity.id, ...values })
          : api.createLegalEntity({ tenantId, ...values })
      }
      onClose={props.onClose}
    >
      <Form.Item name="name" label={t('clients.entity.name')} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <UsccField />
      <div className="heyi-fields">
        <Form.Item name="kind" label={t('clients.entity.kind')} rules={[{ required: true }]}>
          <Select options={kinds} />
        </Form.Item>
        <Form.Item
          name="cityCode"
          label={t('clients.entity.city')}
          rules={[{ required: true, pattern: cityPattern }]}
        >
          <CityInput />
        </Form.Item>
      </div>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'branch' && (
            <Form.Item
              name="parentEntityId"
              label={t('clients.entity.parent')}
              rules={[{ required: true }]}
            >
              <Select
                options={props.parents
                  .filter(({ id }) => id !== entity?.id)
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="taxBureauName" label={t('clients.entity.taxBureau')}>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  );
}

import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityOptions } from '../../entities.ts';
import { CityInput, cityPattern } from '../../forms/CityInput.tsx';
import { useOptions } from '../../forms/options.ts';

const needed = [{ required: true }];

/** The terms that a mover may change. */
export function TermFields(props: { tenantId: string; name?: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const field = (key: string) => [...(props.name ?? []), key];
  const entities = useEntityOptions(props.tenantId);
  const entity = { options: entities, popupMatchSelectWidth: false } as const;
  return (
    <div className="heyi-fields">
      <Form.Item name={field('form')} label={t('people.form')} rules={needed}>
        <Select options={useOptions('people.forms')} />
      </Form.Item>
      <Form.Item
        name={field('workCityCode')}
        label={t('people.city')}
        rules={[{ required: true, pattern: cityPattern }]}
      >
        <CityInput />
      </Form.Item>
      <Form.Item name={field('payTaxEntityId')} label={t('people.payTaxEntity')}>
        <Select allowClear {...entity} />
      </Form.Item>
      <Form.Item name={field('insuranceEntityId')} label={t('people.insuranceEntity')}>
        <Select allowClear {...entity} />
      </Form.Item>
      <Form.Item noStyle dependencies={[field('form')]}>
        {({ getFieldValue }) =>
          getFieldValue(field('form')) === 'dispatch' && (
            <Form.Item
              name={field('hostEntityId')}
              label={t('people.hostEntity')}
              extra={t('people.hostHelp')}
              rules={needed}
            >
              <Select {...entity} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name={field('department')} label={t('people.department')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name={field('position')} label={t('people.position')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name={field('costCentre')} label={t('people.costCentre')}>
        <Input maxLength={80} />
      </Form.Item>
    </div>
  );
}

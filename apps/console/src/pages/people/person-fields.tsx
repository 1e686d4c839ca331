import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../../forms/DayInput.tsx';
import { useOptions } from '../../forms/options.ts';

const needed = [{ required: true }];

/** Documents whose number tells birth date and sex. */
const speakingDocuments = new Set(['idCard', 'hkMacaoTaiwanResidencePermit']);

/** Of a person who is known already, number and phone are masked and stay when left empty. */
export function PersonFields(props: {
  name?: readonly string[];
  masked?: { document: string; phone: string | null };
}): ReactNode {
  const { t } = useTranslation();
  const field = (key: string) => [...(props.name ?? []), key];
  const { masked } = props;
  return (
    <div className="heyi-fields">
      <Form.Item name={field('name')} label={t('people.name')} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={field('documentKind')} label={t('people.documentKind')} rules={needed}>
        <Select options={useOptions('people.documentKinds')} popupMatchSelectWidth={false} />
      </Form.Item>
      <Form.Item
        name={field('documentNumber')}
        label={t('people.documentNumber')}
        extra={masked && t('people.documentKept', { masked: masked.document })}
        rules={masked ? [] : needed}
        normalize={(text: string) => text.trim().toUpperCase()}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={field('phone')}
        label={t('people.phone')}
        extra={masked?.phone && t('people.phoneKept', { masked: masked.phone })}
      >
        <Input maxLength={20} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item noStyle dependencies={[field('documentKind')]}>
        {({ getFieldValue }) =>
          !speakingDocuments.has(getFieldValue(field('documentKind')) as string) && (
            <BirthFields field={field} />
          )
        }
      </Form.Item>
      <Form.Item
        name={field('nationality')}
        label={t('people.nationality')}
        extra={t('people.nationalityHelp')}
        rules={[{ pattern: /^[A-Z]{3}$/ }]}
        normalize={(text: string) => text.trim().toUpperCase()}
      >
        <Input maxLength={3} />
      </Form.Item>
      <Form.Item name={field('residency')} label={t('people.residency')}>
        <Select allowClear options={useOptions('people.residencies')} />
      </Form.Item>
      <Form.Item name={field('hukouType')} label={t('people.hukouType')}>
        <Select allowClear options={useOptions('people.hukouTypes')} />
      </Form.Item>
    </div>
  );
}

function BirthFields({ field }: { field: (key: string) => string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name={field('birthDate')}
        label={t('people.birthDate')}
        extra={t('people.birthHelp')}
        rules={needed}
      >
        <DayInput />
      </Form.Item>
      <Form.Item name={field('sex')} label={t('people.sex')} rules={needed}>
        <Select options={useOptions('people.sexes')} />
      </Form.Item>
    </>
  );
}

export function PayeeAccountFields(props: {
  name?: readonly string[];
  optional?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const field = (key: string) => [...(props.name ?? []), key];
  const rules = props.optional ? [] : needed;
  return (
    <div className="heyi-fields">
      <Form.Item name={field('bankName')} label={t('people.bankName')} rules={rules}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name={field('accountNumber')}
        label={t('people.accountNumber')}
        rules={rules}
        normalize={(text: string) => text.replace(/\s/g, '')}
      >
        <Input maxLength={40} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name={field('holderName')}
        label={t('people.holderName')}
        extra={t('people.holderHelp')}
        rules={rules}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name={field('bankCode')}
        label={t('people.bankCode')}
        rules={[{ pattern: /^\d{12}$/ }]}
      >
        <Input maxLength={12} inputMode="numeric" />
      </Form.Item>
    </div>
  );
}

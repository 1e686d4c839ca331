import type { RequestOf } from '@heyi/client';
import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { DayInput } from '../../../forms/DayInput.tsx';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';

export type Excepted = {
  employmentId: string;
  personName: string;
  code: RequestOf<'requestThreeInOneException'>['code'];
};

export function RequestException(props: {
  tenantId: string;
  excepted: Excepted | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { excepted } = props;
  return (
    <FormDrawer<{ reason: string; expiresOn: string }>
      title={t('clients.threeInOne.request')}
      submitLabel={t('clients.threeInOne.request')}
      open={excepted !== null}
      intro={
        excepted && (
          <p style={{ marginTop: 0 }}>
            <strong>{excepted.personName}</strong> ·{' '}
            {t(`clients.threeInOne.codes.${excepted.code}`)}
          </p>
        )
      }
      submit={(values) =>
        api.requestThreeInOneException({
          tenantId: props.tenantId,
          employmentId: excepted!.employmentId,
          code: excepted!.code,
          ...values,
        })
      }
      onClose={props.onClose}
    >
      <Form.Item name="reason" label={t('common.reason')} rules={[{ required: true }]}>
        <Input.TextArea rows={4} maxLength={500} showCount />
      </Form.Item>
      <Form.Item
        name="expiresOn"
        label={t('clients.threeInOne.expiresOn')}
        rules={[{ required: true }]}
      >
        <DayInput />
      </Form.Item>
    </FormDrawer>
  );
}

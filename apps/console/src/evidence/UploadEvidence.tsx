import { App, Form, Input, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Problem } from '../api.ts';
import { DayInput } from '../forms/DayInput.tsx';
import { FileField } from '../forms/FileField.tsx';
import { FormDrawer } from '../forms/FormDrawer.tsx';
import { useOptions } from '../forms/options.ts';
import { useSession } from '../session.ts';
import type { EvidenceKind } from './evidence.ts';

type Values = {
  kind: EvidenceKind;
  holder?: 'client' | 'provider';
  sourceName: string;
  period?: string;
  verificationCode?: string;
  pageAddress?: string;
};

type Kept = { id: string; tenantId: string };

const needed = [{ required: true }];

/** Brings in a paper. One that is here already is taken as if it had just come. */
export function UploadEvidence(props: {
  tenantId: string;
  open: boolean;
  title?: string;
  initial?: Partial<Values>;
  /** What else belongs to it, such as binding it; in the same step for whoever waits. */
  then?: (evidenceId: string) => Promise<unknown>;
  /** With the tenant that it stands in now. */
  onDone: (evidenceId: string, holderId: string) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data: session } = useSession();
  const [file, setFile] = useState<File | null>(null);
  const kinds = useOptions('names.evidenceKind');
  const holders = useOptions('evidence.holders');
  const houseId = session?.isHouse ? session.tenantId : null;
  const submit = async ({ holder, ...values }: Values): Promise<Kept> => {
    const tenantId = holder === 'provider' && houseId !== null ? houseId : props.tenantId;
    const id = await uploadOnce({ tenantId, ...given(values) }, file!, () => {
      void message.info(t('evidence.existsOpened'));
    });
    await props.then?.(id);
    return { id, tenantId };
  };
  return (
    <FormDrawer<Values, Kept>
      title={props.title ?? t('evidence.upload')}
      submitLabel={t('common.upload')}
      open={props.open}
      initial={{ holder: 'client', ...props.initial }}
      submit={submit}
      onDone={({ id, tenantId }) => {
        void message.success(t('evidence.uploaded'));
        props.onDone(id, tenantId);
      }}
      onClose={props.onClose}
    >
      <FileField
        label={t('evidence.file')}
        help={t('evidence.uploadHelp')}
        accept=".pdf,.png,.jpg,.jpeg,.xlsx,.csv"
        onFile={setFile}
      />
      <Form.Item name="kind" label={t('evidence.kind')} rules={needed}>
        <Select options={kinds} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      {houseId !== null && houseId !== props.tenantId && (
        <Form.Item name="holder" label={t('evidence.holder')} rules={needed}>
          <Radio.Group options={holders} />
        </Form.Item>
      )}
      <div className="heyi-fields">
        <Form.Item
          name="sourceName"
          label={t('evidence.source')}
          extra={t('evidence.sourceHelp')}
          rules={needed}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="period" label={t('evidence.period')}>
          <DayInput picker="month" clearable />
        </Form.Item>
        <Form.Item name="verificationCode" label={t('evidence.verificationCode')}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <PageAddress />
    </FormDrawer>
  );
}

/** Only a screenshot needs it; other papers carry their source themselves. */
function PageAddress(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item noStyle dependencies={['kind']}>
      {({ getFieldValue }) => (
        <Form.Item
          name="pageAddress"
          label={t('evidence.pageAddress')}
          extra={t('evidence.pageAddressHelp')}
          rules={[{ required: getFieldValue('kind') === 'officialScreenshot' }]}
        >
          <Input maxLength={500} inputMode="url" placeholder="https://" />
        </Form.Item>
      )}
    </Form.Item>
  );
}

/** What was left empty is not sent: the operation knows no null. */
function given<V extends object>(values: V): V {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  ) as V;
}

async function uploadOnce(
  request: Parameters<typeof api.uploadEvidence>[0],
  file: File,
  onKnown: () => void,
): Promise<string> {
  try {
    return (await api.uploadEvidence(request, { upload: file })).id;
  } catch (error) {
    const known = error instanceof Problem && error.code === 'evidence.exists';
    const id = known ? error.facts['evidenceId'] : null;
    if (typeof id !== 'string') throw error;
    onKnown();
    return id;
  }
}

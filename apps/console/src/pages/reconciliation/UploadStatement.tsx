import type { AnswerOf } from '@heyi/client';
import { App, Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { jobEnd } from '../../jobs/use-job.ts';
import type { Account } from './reconciliation.ts';

type Values = { payerAccountId: string };
type Uploaded = AnswerOf<'uploadStatement'>;

/** A statement file; the comparison has run when the drawer closes. */
export function UploadStatement(props: {
  tenantId: string;
  accounts: readonly Account[];
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [file, setFile] = useState<File | null>(null);
  const { tenantId, accounts } = props;
  const submit = async ({ payerAccountId }: Values): Promise<Uploaded> => {
    const uploaded = await api.uploadStatement({ tenantId, payerAccountId }, { upload: file! });
    if (uploaded.jobId !== null) await jobEnd(tenantId, uploaded.jobId);
    return uploaded;
  };
  const tell = ({ statements, recorded }: Uploaded) => {
    const gaps = statements.filter(({ gap }) => gap !== null && gap !== '0.00');
    if (!statements.some(({ isNew }) => isNew)) {
      return message.info(t('reconciliation.upload.known'));
    }
    const done = t('reconciliation.upload.done', { count: statements.length, recorded });
    if (gaps.length === 0) return message.success(done);
    return message.warning(`${done} ${t('reconciliation.upload.gap', { day: gaps[0]!.day })}`);
  };
  return (
    <FormDrawer<Values, Uploaded>
      title={t('reconciliation.upload.title')}
      submitLabel={t('common.upload')}
      open={props.open}
      {...(accounts.length === 1
        ? { initial: { payerAccountId: accounts[0]!.payerAccountId } }
        : {})}
      submit={submit}
      onDone={(uploaded) => void tell(uploaded)}
      onClose={props.onClose}
    >
      <Form.Item
        name="payerAccountId"
        label={t('reconciliation.account')}
        rules={[{ required: true }]}
      >
        <Select
          options={accounts.map((account) => ({
            value: account.payerAccountId,
            label: `${account.holderName} · ${account.bankName} ${account.accountMasked}`,
          }))}
        />
      </Form.Item>
      <FileField
        label={t('reconciliation.upload.file')}
        help={t('reconciliation.upload.help')}
        accept=".xml,.csv"
        onFile={setFile}
      />
    </FormDrawer>
  );
}

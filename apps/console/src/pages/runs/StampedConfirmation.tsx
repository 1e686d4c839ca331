import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FileField } from '../../forms/FileField.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import type { RunPanelProps } from './run.ts';

type Values = { contactId: string; confirmedOn: string };

const needed = [{ required: true }];

/** 盖章确认单: the stamped paper of a contact who may approve stands for the sign-in. */
export function StampedConfirmation(
  props: RunPanelProps & { open: boolean; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId } = props;
  const [file, setFile] = useState<File | null>(null);
  const client = useQuery({
    queryKey: ['client', tenantId],
    enabled: props.open,
    queryFn: () => api.getClient({ tenantId }),
  });
  const approvers = (client.data?.contacts ?? []).filter((contact) => contact.mayApprovePayroll);
  return (
    <FormDrawer<Values>
      title={t('runs.approval.stamped')}
      submitLabel={t('common.upload')}
      open={props.open}
      initial={{ confirmedOn: today() }}
      submit={({ contactId, confirmedOn }) =>
        api.uploadStampedConfirmation(
          {
            tenantId,
            runId: run.id,
            snapshotHash: run.snapshotHash ?? '',
            contactId,
            confirmedOn,
          },
          { upload: file! },
        )
      }
      onClose={props.onClose}
    >
      <Form.Item
        name="contactId"
        label={t('runs.approval.contact')}
        extra={t('runs.approval.contactHelp')}
        rules={needed}
      >
        <Select
          loading={client.isFetching}
          options={approvers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="confirmedOn" label={t('runs.approval.confirmedOn')} rules={needed}>
        <DayInput />
      </Form.Item>
      <FileField
        label={t('runs.approval.file')}
        help={t('runs.approval.fileHelp')}
        onFile={setFile}
      />
    </FormDrawer>
  );
}

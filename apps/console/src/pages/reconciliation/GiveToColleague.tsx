import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import type { Discrepancy } from './reconciliation.ts';

/** 指派: whoever may settle cases of this tenant is offered, but for the one who has it. */
export function GiveToColleague(props: {
  tenantId: string;
  discrepancy: Discrepancy | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, discrepancy } = props;
  const owners = useQuery({
    queryKey: ['discrepancyOwners', tenantId],
    enabled: discrepancy !== null,
    queryFn: () => api.listDiscrepancyOwners({ tenantId }),
  });
  const options = (owners.data?.rows ?? [])
    .filter(({ id }) => id !== discrepancy?.ownerId)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDrawer<{ ownerId: string }>
      title={t('reconciliation.give.title')}
      submitLabel={t(
        `reconciliation.give.${discrepancy?.state === 'assigned' ? 'assigned' : 'open'}`,
      )}
      open={discrepancy !== null}
      intro={<p className="heyi-quiet">{t('reconciliation.give.note')}</p>}
      submit={({ ownerId }) =>
        api.assignDiscrepancy({ tenantId, discrepancyId: discrepancy!.id, ownerId })
      }
      onClose={props.onClose}
    >
      <Form.Item name="ownerId" label={t('reconciliation.give.owner')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={owners.isFetching}
          options={options}
          notFoundContent={t('reconciliation.give.none')}
        />
      </Form.Item>
    </FormDrawer>
  );
}

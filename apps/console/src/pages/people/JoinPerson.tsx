import type { RequestOf } from '@heyi/client';
import { Divider, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useEntityOptions } from '../../entities.ts';
import { DayInput } from '../../forms/DayInput.tsx';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { today } from '../../instant.ts';
import { TermFields } from './employment-fields.tsx';
import { PayeeAccountFields, PersonFields } from './person-fields.tsx';

type Values = Omit<RequestOf<'joinPerson'>, 'tenantId'>;

const needed = [{ required: true }];

/** A joiner in one step: person, employment, and the account when it is known already. */
export function JoinPerson(props: {
  tenantId: string;
  open: boolean;
  onClose: () => void;
  onJoined: (employmentId: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId } = props;
  const submit = ({ payeeAccount, ...values }: Values) => {
    const hasAccount = Boolean(payeeAccount?.accountNumber);
    return api.joinPerson({
      tenantId,
      ...values,
      payeeAccount: hasAccount
        ? { ...payeeAccount!, holderName: payeeAccount!.holderName || values.person.name }
        : null,
    });
  };
  return (
    <FormDrawer<Values, { id: string }>
      title={t('people.join')}
      submitLabel={t('people.join')}
      open={props.open}
      initial={{
        person: { documentKind: 'idCard', nationality: 'CHN', residency: 'resident' } as never,
        employment: { form: 'fullTime', startsOn: today() } as never,
      }}
      submit={submit}
      onDone={({ id }) => props.onJoined(id)}
      onClose={props.onClose}
    >
      <PersonFields name={['person']} />
      <Heading text={t('people.employment')} />
      <div className="heyi-fields">
        <ContractEntity tenantId={tenantId} />
        <Form.Item name={['employment', 'startsOn']} label={t('people.startsOn')} rules={needed}>
          <DayInput />
        </Form.Item>
        <Form.Item name={['employment', 'employeeNumber']} label={t('people.employeeNumber')}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <TermFields tenantId={tenantId} name={['employment']} />
      <Heading text={t('people.account')} />
      <PayeeAccountFields name={['payeeAccount']} optional />
    </FormDrawer>
  );
}

/** Who signs usually pays and insures too: where those are empty, they follow. */
function ContractEntity({ tenantId }: { tenantId: string }): ReactNode {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const follow = (entityId: string) => {
    for (const name of ['payTaxEntityId', 'insuranceEntityId'] as const) {
      const field: ['employment', typeof name] = ['employment', name];
      if (!form.getFieldValue(field)) form.setFieldValue(field, entityId);
    }
  };
  return (
    <Form.Item
      className="heyi-wide"
      name={['employment', 'contractEntityId']}
      label={t('people.contractEntity')}
      rules={needed}
    >
      <Select options={useEntityOptions(tenantId)} onChange={follow} />
    </Form.Item>
  );
}

function Heading({ text }: { text: string }): ReactNode {
  return (
    <Divider titlePlacement="start" style={{ fontSize: 13, marginTop: 4 }}>
      {text}
    </Divider>
  );
}

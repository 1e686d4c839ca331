import type { RequestOf } from '@heyi/client';
import { FactList, QueryTable, Section } from '@heyi/ui';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { useCityName } from '../../../cities.ts';
import { useEntities } from '../../../entities.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import { useMay } from '../../../session.ts';
import { RequestException, type Excepted } from '../../clients/tabs/RequestException.tsx';
import { FindingLine } from '../../clients/tabs/ThreeInOneTab.tsx';
import type { EmploymentPageView, EmploymentPanelProps } from '../people.ts';
import { PersonFields } from '../person-fields.tsx';
import { Revealed } from '../Revealed.tsx';

type Revision = EmploymentPageView['revisions'][number];

export function ProfilePanel(props: EmploymentPanelProps): ReactNode {
  return (
    <>
      <PersonSection {...props} />
      <EmploymentSection {...props} />
      <ThreeInOneSection {...props} />
      <Revisions {...props} />
    </>
  );
}

type PersonValues = Omit<RequestOf<'updatePerson'>, 'tenantId' | 'personId'>;

function PersonSection({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { person } = view;
  const submit = ({ documentNumber, phone, ...values }: PersonValues) =>
    api.updatePerson({
      tenantId,
      personId: person.id,
      ...values,
      // What was left empty is not sent, and stays.
      ...(documentNumber ? { documentNumber } : {}),
      ...(phone ? { phone } : {}),
    });
  const sealed = { tenantId, personId: person.id };
  return (
    <Section
      title={t('people.person')}
      actions={
        may('person:update') && <Button onClick={() => setEditing(true)}>{t('common.edit')}</Button>
      }
    >
      <FactList
        columns={3}
        facts={[
          [t('people.name'), person.name],
          [t('people.documentKind'), t(`people.documentKinds.${person.documentKind}`)],
          [
            t('people.documentNumber'),
            <Revealed
              key="document"
              {...sealed}
              field="documentNumber"
              masked={person.documentMasked}
            />,
          ],
          [
            t('people.phone'),
            <Revealed key="phone" {...sealed} field="phone" masked={person.phoneMasked} />,
          ],
          [t('people.birthDate'), person.birthDate],
          [t('people.sex'), person.sex && t(`people.sexes.${person.sex}`)],
          [t('people.nationality'), person.nationality],
          [t('people.residency'), t(`people.residencies.${person.residency}`)],
          [t('people.hukouType'), person.hukouType && t(`people.hukouTypes.${person.hukouType}`)],
        ]}
      />
      <FormDrawer<PersonValues>
        title={t('people.person')}
        open={editing}
        initial={person}
        submit={submit}
        onClose={() => setEditing(false)}
      >
        <PersonFields masked={{ document: person.documentMasked, phone: person.phoneMasked }} />
      </FormDrawer>
    </Section>
  );
}

function EmploymentSection({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  const entityName = useEntityName(tenantId);
  const { employment } = view;
  return (
    <Section title={t('people.employment')}>
      <FactList
        columns={3}
        facts={[
          [t('people.contractEntity'), entityName(employment.contractEntityId)],
          [t('people.payTaxEntity'), entityName(employment.payTaxEntityId)],
          [t('people.insuranceEntity'), entityName(employment.insuranceEntityId)],
          [t('people.form'), t(`people.forms.${employment.form}`)],
          [t('people.hostEntity'), entityName(employment.hostEntityId)],
          [t('people.city'), cityName(employment.workCityCode)],
          [t('people.department'), employment.department],
          [t('people.position'), employment.position],
          [t('people.costCentre'), employment.costCentre],
          [t('people.startsOn'), employment.startsOn],
          [t('people.endsOn'), employment.endsOn],
          [
            t('people.leavingReason'),
            employment.leavingReason && t(`people.leavingReasons.${employment.leavingReason}`),
          ],
        ]}
      />
    </Section>
  );
}

function useEntityName(tenantId: string): (id: string | null) => string | null {
  const { data } = useEntities(tenantId);
  return (id) => data?.rows.find((entity) => entity.id === id)?.name ?? null;
}

function ThreeInOneSection({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Excepted | null>(null);
  const { employment, person } = view;
  return (
    <Section title={t('people.threeInOne')}>
      {employment.threeInOne.length === 0 && (
        <span className="heyi-quiet">{t('people.agrees')}</span>
      )}
      <Flex vertical gap={10}>
        {employment.threeInOne.map((finding) => (
          <FindingLine
            key={finding.code}
            finding={finding}
            onAsk={() =>
              setAsking({
                employmentId: employment.id,
                personName: person.name,
                code: finding.code,
              })
            }
          />
        ))}
      </Flex>
      <RequestException tenantId={tenantId} excepted={asking} onClose={() => setAsking(null)} />
    </Section>
  );
}

function Revisions({ tenantId, view }: EmploymentPanelProps): ReactNode {
  const { t } = useTranslation();
  const cityName = useCityName();
  const entityName = useEntityName(tenantId);
  return (
    <Section title={t('people.revisions')}>
      <QueryTable<Revision>
        label={t('people.revisions')}
        rowKey={(row) => row.appliesFrom}
        rows={view.revisions}
        isPending={false}
        empty={t('people.noRevisions')}
        columns={[
          { title: t('people.appliesFrom'), dataIndex: 'appliesFrom' },
          {
            title: t('people.form'),
            key: 'form',
            render: (_, row) => t(`people.forms.${row.form}`),
          },
          {
            title: t('people.payTaxEntity'),
            key: 'pay',
            render: (_, row) => entityName(row.payTaxEntityId),
          },
          {
            title: t('people.insuranceEntity'),
            key: 'insurance',
            render: (_, row) => entityName(row.insuranceEntityId),
          },
          { title: t('people.city'), key: 'city', render: (_, row) => cityName(row.workCityCode) },
          { title: t('people.department'), dataIndex: 'department' },
          { title: t('people.position'), dataIndex: 'position' },
          { title: t('people.costCentre'), dataIndex: 'costCentre' },
        ]}
      />
    </Section>
  );
}

import type { AnswerOf } from '@heyi/client';
import { AmountText, amountColumn, QueryTable, StateTag } from '@heyi/ui';
import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { Loaded } from '../../../Loaded.tsx';
import { comma } from '../../../i18n/index.ts';
import { Reasons } from '../../../reasons.tsx';

type Estimate = AnswerOf<'estimateContributions'>;
type Line = Estimate['lines'][number];

/** What a month will cost, each line with why. Writes nothing. */
export function ContributionEstimate(props: {
  tenantId: string;
  employmentId: string;
  period: string;
  open: boolean;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { tenantId, employmentId, period } = props;
  const estimate = useQuery({
    queryKey: ['estimate', tenantId, employmentId, period],
    enabled: props.open,
    queryFn: () => api.estimateContributions({ tenantId, employmentId, period }),
  });
  return (
    <Drawer
      open={props.open}
      onClose={props.onClose}
      size={720}
      title={t('people.contribution.estimateOf', { period })}
      destroyOnHidden
    >
      <Loaded query={estimate}>{(view) => <Lines view={view} />}</Loaded>
    </Drawer>
  );
}

function Lines({ view }: { view: Estimate }): ReactNode {
  const { t } = useTranslation();
  const kindName = (kind: Estimate['unknown'][number]['kind']) => t(`reasons.values.${kind}`);
  return (
    <>
      {view.unknown.length > 0 && (
        <Alert
          showIcon
          type="warning"
          style={{ marginBottom: 12 }}
          title={t('people.contribution.unknown', {
            kinds: view.unknown.map(({ kind }) => kindName(kind)).join(comma()),
          })}
        />
      )}
      <QueryTable<Line>
        label={t('people.contribution.estimate')}
        rowKey={(row) => `${row.registrationId}-${row.kind}`}
        rows={view.lines}
        isPending={false}
        empty={t('people.contribution.empty')}
        renderBelow={(row) => <Reasons reasons={row.reasons} />}
        columns={[
          {
            title: t('people.contribution.kind'),
            key: 'kind',
            render: (_, row) => (
              <Flex gap={6}>
                <strong>{kindName(row.kind)}</strong>
                {row.provisional && (
                  <StateTag tone="warn" text={t('people.contribution.provisional')} />
                )}
              </Flex>
            ),
          },
          amountColumn<Line>(t('people.contribution.base'), 'base', (row) => row.base),
          amountColumn<Line>(t('people.contribution.employer'), 'employer', (row) => row.employer),
          amountColumn<Line>(t('people.contribution.employee'), 'employee', (row) => row.employee),
        ]}
      />
      <Flex justify="flex-end" gap={20} style={{ padding: '10px 8px' }}>
        <span>
          {t('people.contribution.employer')} <AmountText value={view.totals.employer} strong />
        </span>
        <span>
          {t('people.contribution.employee')} <AmountText value={view.totals.employee} strong />
        </span>
      </Flex>
    </>
  );
}

import { Alert, Flex, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InputBoard } from '../inputs/InputBoard.tsx';
import { MonthInputs } from '../inputs/MonthInputs.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

const views = ['board', 'people'] as const;

/** The month's inputs: by source, who handed in what; by person, what the run knows. */
export function InputsPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useRunView().view;
  const show = useShowRunView();
  const view = views.find((name) => name === asked) ?? 'board';
  return (
    <>
      {run.can.edit !== null && (
        <Alert title={t('runs.input.frozen')} showIcon style={{ marginBottom: 12 }} />
      )}
      <Flex style={{ marginBottom: 10 }}>
        <Segmented
          value={view}
          onChange={(next) => show({ view: next })}
          options={views.map((value) => ({ value, label: t(`runs.input.views.${value}`) }))}
        />
      </Flex>
      {view === 'board' ? (
        <InputBoard run={run} tenantId={tenantId} />
      ) : (
        <MonthInputs run={run} tenantId={tenantId} />
      )}
    </>
  );
}

import { Alert, Flex, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Deductions, Openings } from '../inputs/FiledInputs.tsx';
import { InputBoard } from '../inputs/InputBoard.tsx';
import { MonthInputs } from '../inputs/MonthInputs.tsx';
import { type RunPanelProps, useRunView, useShowRunView } from '../run.ts';

const views = {
  board: InputBoard,
  people: MonthInputs,
  deductions: Deductions,
  openings: Openings,
} as const;
type View = keyof typeof views;
const names = Object.keys(views) as View[];

/** The month's inputs: by source, who handed in what; by person, what the run knows. */
export function InputsPanel({ run, tenantId }: RunPanelProps): ReactNode {
  const { t } = useTranslation();
  const asked = useRunView().view;
  const show = useShowRunView();
  const view = names.find((name) => name === asked) ?? 'board';
  const Shown = views[view];
  return (
    <>
      {run.can.edit !== null && (
        <Alert title={t('runs.input.frozen')} showIcon style={{ marginBottom: 12 }} />
      )}
      <Flex style={{ marginBottom: 10 }}>
        <Segmented<View>
          value={view}
          onChange={(next) => show({ view: next, filter: undefined, search: undefined })}
          options={names.map((value) => ({ value, label: t(`runs.input.views.${value}`) }))}
        />
      </Flex>
      <Shown run={run} tenantId={tenantId} />
    </>
  );
}

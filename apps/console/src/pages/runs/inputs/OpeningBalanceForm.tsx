import type { RequestOf } from '@heyi/client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api.ts';
import { FormDrawer } from '../../../forms/FormDrawer.tsx';
import type { RunPanelProps } from '../run.ts';
import { AmountFields } from './AmountFields.tsx';
import type { Opening } from './FiledInputs.tsx';

type Values = Omit<RequestOf<'putOpeningBalance'>, 'tenantId' | 'runId' | 'employmentId'>;

/** What the former payroll had cumulated for one person. */
export function OpeningBalanceForm(
  props: RunPanelProps & { row: Opening | null; onClose: () => void },
): ReactNode {
  const { t } = useTranslation();
  const { run, tenantId, row } = props;
  return (
    <FormDrawer<Values>
      title={`${row?.personName ?? ''} · ${t('runs.input.forms.opening')}`}
      open={row !== null}
      {...(row?.filed ? { initial: row.filed } : {})}
      intro={<p className="heyi-quiet">{t('runs.input.openingHelp')}</p>}
      submit={(values) =>
        api.putOpeningBalance({
          tenantId,
          runId: run.id,
          employmentId: row!.employmentId,
          ...values,
        })
      }
      onClose={props.onClose}
    >
      <AmountFields words="runs.input.openings" />
    </FormDrawer>
  );
}

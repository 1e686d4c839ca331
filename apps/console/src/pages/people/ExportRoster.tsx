import { ReasonButton } from '../../ask-again/ReasonButton.tsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { saveDownload } from '../../download.ts';
import { useMay } from '../../session.ts';
import type { EmploymentState } from './people.ts';

/** The roster as a file that can be edited and imported again; it names people in full. */
export function ExportRoster(props: {
  tenantId: string;
  state: EmploymentState | 'all';
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('person:reveal')) return null;
  const states: EmploymentState[] =
    props.state === 'all' ? ['joining', 'active', 'left'] : [props.state];
  return (
    <ReasonButton
      label={t('people.export')}
      act={(reason) => api.exportRoster({ tenantId: props.tenantId, states, reason })}
      onDone={saveDownload}
    />
  );
}

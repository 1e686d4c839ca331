import { ProblemAlert } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './api.ts';

/** The words of a refused call; nothing while there is none. */
export function Refusal(props: { of: Error | null; action?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  if (props.of === null) return null;
  const problem =
    props.of instanceof Problem
      ? props.of
      : { title: t('common.unreachable'), detail: t('common.unreachableFix') };
  return <ProblemAlert problem={problem} action={props.action} />;
}

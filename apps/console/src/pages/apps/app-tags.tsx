import type { AnswerOf } from '@heyi/client';
import { StateTag } from '@heyi/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type AppRow = AnswerOf<'listApps'>['rows'][number];
export type Endpoint = AnswerOf<'listWebhookEndpoints'>['rows'][number];

export function EnvironmentTag({ environment }: Pick<AppRow, 'environment'>): ReactNode {
  const { t } = useTranslation();
  const text = t(`apps.environments.${environment}`);
  return <StateTag tone={environment === 'live' ? 'active' : 'neutral'} text={text} />;
}

export function EndpointState({ endpoint }: { endpoint: Endpoint }): ReactNode {
  const { t } = useTranslation();
  const { state, disabledReason } = endpoint;
  const text = t(`apps.webhooks.states.${state}`);
  if (state === 'active' || disabledReason === null) return <StateTag tone="good" text={text} />;
  const reason = t(`apps.webhooks.reasons.${disabledReason}`);
  return (
    <StateTag
      tone={disabledReason === 'by_hand' ? 'neutral' : 'bad'}
      text={`${text} · ${reason}`}
    />
  );
}

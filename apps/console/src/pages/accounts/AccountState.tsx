import type { AnswerOf } from '@heyi/client';
import { StateTag, type Tone } from '@heyi/ui';
import { Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../instant.ts';

export type Account = AnswerOf<'listAccounts'>['rows'][number];

export function AccountState({ account }: { account: Account }): ReactNode {
  const { t } = useTranslation();
  const states: (readonly [Tone, string])[] = [];
  if (account.isLocked) states.push(['bad', t('accounts.locked')]);
  if (account.lockedOutUntil) {
    const until = formatInstant(account.lockedOutUntil);
    states.push(['warn', t('accounts.lockedOut', { until })]);
  }
  if (account.mustChangePassword) states.push(['warn', t('accounts.mustChange')]);
  if (states.length === 0) states.push(['good', t('accounts.usable')]);
  if (account.isDemo) states.push(['neutral', t('accounts.demo')]);
  return (
    <Flex gap={4} wrap>
      {states.map(([tone, text]) => (
        <StateTag key={text} tone={tone} text={text} />
      ))}
    </Flex>
  );
}

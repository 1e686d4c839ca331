import { FactList } from '@heyi/ui';
import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../ActionButton.tsx';
import { api } from '../../api.ts';
import { FormDrawer } from '../../forms/FormDrawer.tsx';
import { comma } from '../../i18n/index.ts';
import { formatInstant } from '../../instant.ts';
import { useMay } from '../../session.ts';
import { type Account, AccountState } from './AccountState.tsx';
import { Assignments } from './Assignments.tsx';
import type { Secret } from './secret.ts';
import { type Role, RoleField } from './role-field.tsx';

type Props = {
  tenantId: string;
  isHouse: boolean;
  account: Account;
  onSecret: (secret: Secret) => void;
};

export function AccountView(props: Props): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { account } = props;
  return (
    <Flex vertical gap={16}>
      <FactList
        facts={[
          [t('accounts.loginName'), account.loginName],
          [t('accounts.state'), <AccountState key="state" account={account} />],
          [
            t('accounts.roles'),
            account.roles.map((role) => t(`accounts.roleNames.${role}`)).join(comma()),
          ],
          [
            t('accounts.secondFactor'),
            t(account.hasSecondFactor ? 'accounts.enrolled' : 'accounts.notEnrolled'),
          ],
          [t('accounts.createdAt'), formatInstant(account.createdAt)],
          [
            t('accounts.lastSignedIn'),
            account.lastSignedInAt ? formatInstant(account.lastSignedInAt) : t('accounts.never'),
          ],
        ]}
      />
      {may('account:manage') && <AccountActions {...props} />}
      {props.isHouse && <Assignments account={account} />}
    </Flex>
  );
}

function AccountActions({ tenantId, isHouse, account, onSecret }: Props): ReactNode {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const key = { tenantId, accountId: account.id };
  const { name } = account;
  const isClosed = account.isLocked || account.lockedOutUntil !== null;
  return (
    <Flex gap={8} wrap>
      <Button onClick={() => setChanging(true)}>{t('accounts.changeRoles')}</Button>
      {isClosed && <ActionButton label={t('accounts.unlock')} act={() => api.unlockAccount(key)} />}
      <ActionButton
        label={t('accounts.resetPassword')}
        ask={{
          title: t('accounts.resetPasswordAsk', { name }),
          detail: t('accounts.resetPasswordDetail'),
        }}
        act={() => api.resetPassword(key)}
        onDone={({ oneTimePassword }) => onSecret({ name, password: oneTimePassword })}
      />
      {account.hasSecondFactor && (
        <ActionButton
          label={t('accounts.resetFactor')}
          ask={{
            title: t('accounts.resetFactorAsk', { name }),
            detail: t('accounts.resetFactorDetail'),
          }}
          act={() => api.resetSecondFactor(key)}
        />
      )}
      <ActionButton
        label={t('accounts.endSessions')}
        ask={{ title: t('accounts.endSessionsAsk', { name }) }}
        act={() => api.revokeAccountSessions(key)}
      />
      {!account.isLocked && (
        <ActionButton
          danger
          label={t('accounts.lock')}
          ask={{ title: t('accounts.lockAsk', { name }), detail: t('accounts.lockDetail') }}
          act={() => api.lockAccount(key)}
        />
      )}
      <FormDrawer<{ roles: Role[] }>
        title={t('accounts.changeRoles')}
        open={changing}
        intro={<p style={{ marginTop: 0 }}>{t('accounts.rolesNote')}</p>}
        initial={{ roles: account.roles }}
        submit={(values) => api.updateAccountRoles({ ...key, ...values })}
        onClose={() => setChanging(false)}
      >
        <RoleField isHouse={isHouse} />
      </FormDrawer>
    </Flex>
  );
}

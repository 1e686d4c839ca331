import { Section, StateTag } from '@heyi/ui';
import { Alert, Button, Flex, Form, Input, Modal, QRCode, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { useChange } from '../../change.ts';
import { Refusal } from '../../Refusal.tsx';
import { useSession } from '../../session.ts';

export function SecondFactorSection(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [enrolling, setEnrolling] = useState(false);
  const isOn = session?.secondFactor !== 'notEnrolled';
  return (
    <Section
      title={
        <>
          {t('accounts.mine.factor')}{' '}
          <StateTag
            tone={isOn ? 'good' : 'warn'}
            text={t(isOn ? 'accounts.mine.factorOn' : 'accounts.mine.factorOff')}
          />
        </>
      }
      note={t('accounts.mine.factorNote')}
      actions={
        !isOn && <Button onClick={() => setEnrolling(true)}>{t('accounts.mine.enrol')}</Button>
      }
    >
      <Modal
        open={enrolling}
        title={t('accounts.mine.enrol')}
        footer={null}
        mask={{ closable: false }}
        onCancel={() => setEnrolling(false)}
        destroyOnHidden
      >
        <Enrolment onDone={() => setEnrolling(false)} />
      </Modal>
    </Section>
  );
}

/** Password, then the code that is scanned, then the recovery codes: each is shown once. */
function Enrolment({ onDone }: { onDone: () => void }): ReactNode {
  const [uri, setUri] = useState<string | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (uri !== null) return <Confirm uri={uri} onConfirmed={setCodes} />;
  return <Begin onBegun={setUri} />;
}

function Begin({ onBegun }: { onBegun: (uri: string) => void }): ReactNode {
  const { t } = useTranslation();
  const begin = useChange(
    ({ password }: { password: string }) => api.enrolSecondFactor({ password }),
    ({ otpauthUri }) => onBegun(otpauthUri),
  );
  return (
    <Form<{ password: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => begin.mutate(values)}
    >
      <Refusal of={begin.error} />
      <Form.Item name="password" label={t('accounts.mine.current')} rules={[{ required: true }]}>
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={begin.isPending}>
        {t('accounts.mine.enrol')}
      </Button>
    </Form>
  );
}

function Confirm(props: {
  uri: string;
  onConfirmed: (codes: readonly string[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const confirm = useChange(
    ({ code }: { code: string }) => api.confirmSecondFactor({ code }),
    ({ recoveryCodes }) => props.onConfirmed(recoveryCodes),
  );
  return (
    <Flex vertical gap={12} align="center">
      <p style={{ margin: 0 }}>{t('accounts.mine.scan')}</p>
      <QRCode value={props.uri} size={200} type="svg" />
      <div className="heyi-quiet" style={{ textAlign: 'center' }}>
        {t('accounts.mine.manual')}
        <br />
        <Typography.Text copyable code>
          {new URL(props.uri).searchParams.get('secret') ?? ''}
        </Typography.Text>
      </div>
      <Form<{ code: string }>
        layout="vertical"
        requiredMark={false}
        style={{ width: '100%' }}
        onFinish={(values) => confirm.mutate(values)}
      >
        <Refusal of={confirm.error} />
        <Form.Item
          name="code"
          label={t('accounts.mine.code')}
          rules={[{ required: true, pattern: /^\d{6}$/ }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={confirm.isPending}>
          {t('session.confirm')}
        </Button>
      </Form>
    </Flex>
  );
}

function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        showIcon
        type="warning"
        title={t('accounts.mine.recovery')}
        description={t('accounts.mine.recoveryNote')}
        style={{ marginBottom: 12 }}
      />
      <Typography.Paragraph
        copyable={{ text: props.codes.join('\n') }}
        style={{ fontFamily: 'ui-monospace, monospace', columns: 2 }}
      >
        {props.codes.map((code) => (
          <span key={code} style={{ display: 'block' }}>
            {code}
          </span>
        ))}
      </Typography.Paragraph>
      <Button type="primary" block onClick={props.onDone}>
        {t('accounts.mine.kept')}
      </Button>
    </>
  );
}

import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../pages/sign-in/SignInForm.tsx';
import { SecondFactorForm } from '../pages/sign-in/SecondFactorForm.tsx';
import { answerQuestion, onQuestion, type Question } from './ask-again.ts';

/** Asks over the page, so that nothing typed is lost. */
export function AskAgain(): ReactNode {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => onQuestion(setQuestion), []);
  return (
    <Modal
      open={question !== null}
      title={question === 'secondFactor' ? t('session.secondFactor') : t('session.ended')}
      footer={null}
      onCancel={() => answerQuestion(false)}
      destroyOnHidden
      width={380}
    >
      {question === 'secondFactor' && <SecondFactorForm onDone={() => answerQuestion(true)} />}
      {question === 'signIn' && <SignInForm onDone={() => answerQuestion(true)} />}
    </Modal>
  );
}

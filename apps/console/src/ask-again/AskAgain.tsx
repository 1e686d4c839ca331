import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../pages/sign-in/SignInForm.tsx';
import { SecondFactorForm } from '../pages/sign-in/SecondFactorForm.tsx';
import { answerQuestion, onQuestion, type Question } from './ask-again.ts';

/** Above every question that waits for it: a dialog that confirms a step lies at 2000. */
const aboveAll = 2100;

/** Asks over the page, so that nothing typed is lost. */
export function AskAgain(): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(() => onQuestion(setQuestion), []);
  // Somebody else may have signed in: all that is open is read again.
  const done = () => {
    void queries.invalidateQueries();
    answerQuestion(true);
  };
  return (
    <Modal
      open={question !== null}
      title={question === 'secondFactor' ? t('session.secondFactor') : t('session.ended')}
      footer={null}
      onCancel={() => answerQuestion(false)}
      destroyOnHidden
      width={380}
      zIndex={aboveAll}
    >
      {question === 'secondFactor' && <SecondFactorForm onDone={done} />}
      {question === 'signIn' && <SignInForm onDone={done} />}
    </Modal>
  );
}

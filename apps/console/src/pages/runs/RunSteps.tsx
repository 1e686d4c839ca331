import { CheckOutlined, ExclamationOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run, RunStep } from './run.ts';

/** The steps of the month in one row, on a phone in three; each is a link. */
export function RunSteps({ run, step }: { run: Run; step: RunStep }): ReactNode {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('runs.stepsOf')}>
      <ol className="heyi-steps-bar">
        {run.steps.map((item, index) => (
          <li key={item.step} className={`heyi-step heyi-step-${item.state}`}>
            <Link
              to="."
              search={{ step: item.step }}
              replace
              {...(item.step === step ? { 'aria-current': 'step' as const } : {})}
            >
              <span className="heyi-step-mark" aria-hidden>
                {item.state === 'done' && <CheckOutlined />}
                {item.state === 'attention' && <ExclamationOutlined />}
                {(item.state === 'waiting' || item.state === 'current') && index + 1}
              </span>
              <span>{t(`runs.steps.${item.step}`)}</span>
              <span className="heyi-hidden">{t(`runs.stepStates.${item.state}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

import { App, Button, type ButtonProps } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './api.ts';
import { useChange } from './change.ts';

/** A step without a form: asks first when it cannot be undone, and tells a refusal in a dialog. */
export function ActionButton<Answer>(
  props: Pick<ButtonProps, 'type' | 'size' | 'danger' | 'icon' | 'disabled'> & {
    label: string;
    ask?: { title: string; detail?: ReactNode };
    act: () => Promise<Answer>;
    onDone?: (answer: Answer) => void;
  },
): ReactNode {
  const { label, ask, act, onDone, ...button } = props;
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const change = useChange(act, (answer) => {
    if (onDone) onDone(answer);
    else void message.success(t('common.done'));
  });
  const run = () =>
    change.mutateAsync().catch((error: unknown) => {
      const problem = error instanceof Problem ? error : null;
      modal.warning({
        title: problem?.title ?? t('common.unreachable'),
        content: problem?.detail ?? t('common.unreachableFix'),
      });
    });
  const start = () => {
    if (!ask) return void run();
    modal.confirm({
      title: ask.title,
      content: ask.detail,
      okText: label,
      okButtonProps: { danger: button.danger ?? false },
      onOk: run,
    });
  };
  return (
    <Button
      {...button}
      loading={change.isPending}
      onClick={(event) => {
        event.stopPropagation();
        start();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {label}
    </Button>
  );
}

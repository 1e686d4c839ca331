import { Button, type ButtonProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { useChange } from '../change.ts';
import { Refusal } from '../Refusal.tsx';
import { AskReason } from './AskReason.tsx';

/** A step that needs a reason. */
export function ReasonButton<Answer>(
  props: Pick<ButtonProps, 'type' | 'size' | 'danger' | 'icon'> & {
    label: string;
    act: (reason: string) => Promise<Answer>;
    onDone?: (answer: Answer) => void;
  },
): ReactNode {
  const { label, act, onDone, ...button } = props;
  const [open, setOpen] = useState(false);
  const change = useChange(act, (answer) => {
    setOpen(false);
    onDone?.(answer);
  });
  return (
    // What happens in the dialog is no click or key of the table row that holds the button.
    <span
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Button {...button} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <AskReason
        title={label}
        open={open}
        isPending={change.isPending}
        problem={<Refusal of={change.error} />}
        danger={button.danger ?? false}
        onCancel={() => {
          setOpen(false);
          change.reset();
        }}
        onReason={(reason) => change.mutate(reason)}
      />
    </span>
  );
}

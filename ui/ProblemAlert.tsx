import { Alert } from 'antd';
import type { ReactNode } from 'react';

/** What went wrong and what to do; the request id only where an operator needs it. */
export function ProblemAlert(props: {
  problem: {
    title: string;
    detail?: string | undefined;
    status?: number;
    requestId?: string | undefined;
  };
  action?: ReactNode;
}): ReactNode {
  const { problem } = props;
  const isFault = (problem.status ?? 0) >= 500;
  return (
    <Alert
      role="alert"
      showIcon
      type={isFault ? 'error' : 'warning'}
      title={problem.title}
      action={props.action}
      description={
        <>
          {problem.detail}
          {isFault && problem.requestId && <div>{problem.requestId}</div>}
        </>
      }
      style={{ marginBlockEnd: 12 }}
    />
  );
}

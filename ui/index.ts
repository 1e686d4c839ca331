export * from './AmountText.tsx';
export * from './FieldHelp.tsx';
export * from './PageFrame.tsx';
export * from './ProblemAlert.tsx';
export * from './ProgressLine.tsx';
export * from './StateTag.tsx';
export * from './theme.ts';

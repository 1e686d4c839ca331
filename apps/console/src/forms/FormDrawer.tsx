import type { TFunction } from 'i18next';
import { Button, Drawer, Flex, Form, type FormInstance } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api.ts';
import { useChange } from '../change.ts';
import { Refusal } from '../Refusal.tsx';

/** A form at the side. What the server refuses stands on top, and at the fields that it names. */
export function FormDrawer<Values extends object, Answer = unknown>(props: {
  title: string;
  open: boolean;
  submitLabel?: string;
  initial?: Partial<Values>;
  intro?: ReactNode;
  danger?: boolean;
  submit: (values: Values) => Promise<Answer>;
  onDone?: (answer: Answer) => void;
  /** For a form that shows at its own parts what a refusal is about. */
  onRefused?: (problem: Problem) => void;
  onClose: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const formId = useId();
  const change = useChange(
    (values: Values) => props.submit(withoutBlanks(values) as Values),
    (answer) => {
      props.onClose();
      props.onDone?.(answer);
    },
  );
  const submit = (values: Values, form: FormInstance<Values>) =>
    change.mutate(values, {
      onError: (error) => {
        showAtFields(form, error, t);
        // The refusal stands on top; who pressed the button below must see it.
        document.getElementById(formId)?.parentElement?.scrollTo({ top: 0 });
        if (error instanceof Problem) props.onRefused?.(error);
      },
    });
  return (
    <Drawer
      open={props.open}
      title={props.title}
      size={560}
      mask={{ closable: false }}
      destroyOnHidden
      onClose={props.onClose}
      afterOpenChange={(open) => {
        if (open) focusFirst(document.getElementById(formId));
        else change.reset();
      }}
      footer={
        <Flex justify="flex-end" gap={8}>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            type="primary"
            htmlType="submit"
            form={formId}
            danger={props.danger ?? false}
            loading={change.isPending}
          >
            {props.submitLabel ?? t('common.save')}
          </Button>
        </Flex>
      }
    >
      <Refusal of={change.error} />
      {props.intro}
      <Fields id={formId} initial={props.initial} onSubmit={submit}>
        {props.children}
      </Fields>
    </Drawer>
  );
}

/** Whoever was quicker than the drawer keeps the field that they are in. */
function focusFirst(form: HTMLElement | null): void {
  if (form?.contains(document.activeElement)) return;
  form?.querySelector('input')?.focus();
}

/** Lives as long as the drawer is open: what was typed for one thing is never shown for the next. */
function Fields<Values extends object>(props: {
  id: string;
  initial: Partial<Values> | undefined;
  onSubmit: (values: Values, form: FormInstance<Values>) => void;
  children: ReactNode;
}): ReactNode {
  const [form] = Form.useForm<Values>();
  return (
    <Form<Values>
      id={props.id}
      form={form}
      layout="vertical"
      preserve={false}
      requiredMark={markOptional}
      scrollToFirstError
      {...(props.initial ? { initialValues: props.initial } : {})}
      onFinish={(values) => props.onSubmit(values, form)}
    >
      {props.children}
    </Form>
  );
}

/** Most fields are needed, so the others are marked. */
function markOptional(label: ReactNode, { required }: { required: boolean }): ReactNode {
  return required ? label : <OptionalLabel label={label} />;
}

function OptionalLabel({ label }: { label: ReactNode }): ReactNode {
  const { t } = useTranslation();
  return (
    <span>
      {label} <span className="heyi-quiet">{t('forms.optional')}</span>
    </span>
  );
}

/** A field that was emptied is sent as null: there is none. */
function withoutBlanks(value: unknown): unknown {
  if (value === '') return null;
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withoutBlanks(part)]),
  );
}

function showAtFields(form: FormInstance, error: Error, t: TFunction): void {
  if (!(error instanceof Problem)) return;
  const fields = error.facts['fields'] as { path: string; message: string }[] | undefined;
  form.setFields(
    (fields ?? []).map(({ path, message }) => ({
      name: path.split('.'),
      errors: [t(`forms.faults.${message}`, { defaultValue: t('forms.faults.other') })],
    })),
  );
}

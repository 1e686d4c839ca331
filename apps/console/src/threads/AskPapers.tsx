import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { DayInput } from '../forms/DayInput.tsx';
import { FormDrawer } from '../forms/FormDrawer.tsx';
import { useOptions } from '../forms/options.ts';
import { useResponseHours } from './ResponseHours.tsx';
import type { PaperTemplate, Place } from './thread.ts';

type Line = { name?: string; note?: string | null; filesMin?: number; isRequired?: boolean };
type Values = {
  from: 'employee' | 'clientHr';
  papers: Line[];
  note?: string | null;
  dueOn?: string | null;
};

const blank: Line = { filesMin: 1, isRequired: true };

/** A list of papers, begun from a template of the service and changed to what is asked for there. */
export function AskPapers(props: { place: Place; open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { place, open } = props;
  const { data: hours } = useResponseHours(place.tenantId, open);
  const submit = ({ from, papers, note, dueOn }: Values) =>
    api.askPapers({
      ...place,
      from,
      papers: papers.map((line) => ({
        name: line.name!,
        ...(line.note && { note: line.note }),
        filesMin: line.filesMin ?? 1,
        isRequired: line.isRequired ?? true,
      })),
      ...(note && { note }),
      ...(dueOn && { dueOn }),
    });
  return (
    <FormDrawer<Values>
      title={t('threads.askTitle')}
      submitLabel={t('threads.askSubmit')}
      open={open}
      initial={{ from: 'employee', papers: [blank] }}
      submit={submit}
      onClose={props.onClose}
    >
      <TemplateChoice />
      <Form.Item name="from" label={t('threads.from')} rules={[{ required: true }]}>
        <Radio.Group options={useOptions('threads.fromOptions')} optionType="button" />
      </Form.Item>
      <Form.Item label={t('threads.list')} required>
        <Lines />
      </Form.Item>
      <Form.Item
        name="dueOn"
        label={t('threads.dueOn')}
        extra={hours && t('threads.dueOnHelp', hours)}
      >
        <DayInput />
      </Form.Item>
      <Form.Item name="note" label={t('threads.askNote')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  );
}

/** Takes the papers of a template into the list below. */
function TemplateChoice(): ReactNode {
  const { t, i18n } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const [chosen, setChosen] = useState<string | null>(null);
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  const templates = useQuery({
    queryKey: ['paperTemplates'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => api.listPaperTemplates({}),
  });
  const rows = templates.data?.rows ?? [];
  const take = (key: string | null) => {
    setChosen(key);
    const template = rows.find((row) => row.key === key);
    form.setFieldValue('papers', template ? linesOf(template, language) : [blank]);
  };
  return (
    <Form.Item label={t('threads.template')} extra={t('threads.templateHelp')}>
      <Select
        aria-label={t('threads.template')}
        allowClear
        value={chosen}
        placeholder={t('threads.templateNone')}
        loading={templates.isPending}
        options={rows.map(({ key, title }) => ({ value: key, label: title[language] }))}
        onChange={(key?: string) => take(key ?? null)}
      />
    </Form.Item>
  );
}

function linesOf(template: PaperTemplate, language: 'zh' | 'en'): Line[] {
  return template.papers.map(({ name, note, filesMin, isRequired }) => ({
    name: name[language],
    note: note?.[language] ?? null,
    filesMin,
    isRequired,
  }));
}

function Lines(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.List name="papers">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field) => (
            <div key={field.key} className="heyi-paper-line">
              <Form.Item
                name={[field.name, 'name']}
                rules={[{ required: true, message: t('threads.paperName') }]}
              >
                <Input
                  aria-label={t('threads.paperName')}
                  placeholder={t('threads.paperName')}
                  maxLength={60}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'note']}>
                <Input
                  aria-label={t('threads.paperNote')}
                  placeholder={t('threads.paperNote')}
                  maxLength={200}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'filesMin']}>
                <InputNumber
                  aria-label={t('threads.paperFiles')}
                  prefix={t('threads.paperFiles')}
                  min={1}
                  max={20}
                  precision={0}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'isRequired']} valuePropName="checked">
                <Checkbox>{t('threads.paperRequired')}</Checkbox>
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('threads.removePaper')}
                disabled={fields.length === 1}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Button type="dashed" icon={<PlusOutlined />} onClick={() => add(blank)} block>
            {t('threads.addPaper')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

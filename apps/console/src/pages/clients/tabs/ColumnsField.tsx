import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../api.ts';
import { language } from '../../../i18n/index.ts';

/** A column as it stands in the form; an empty name is the column's own. */
export type Arranged = {
  readonly key: string;
  readonly ownNameZh: string;
  readonly nameEn: string;
  readonly name: string;
  readonly isChosen: boolean;
};

type Way = 'up' | 'down';

/** Columns to tick, to name and to move; a column that is moved keeps the focus. */
export function ColumnsField(props: {
  id?: string;
  value?: readonly Arranged[];
  onChange?: (columns: readonly Arranged[]) => void;
  refusal: Problem | null;
}): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const columns = props.value ?? [];
  const change = (at: number, changed: Partial<Arranged>) =>
    props.onChange?.(columns.map((one, index) => (index === at ? { ...one, ...changed } : one)));
  const move = (at: number, way: Way) => {
    const to = way === 'up' ? at - 1 : at + 1;
    flushSync(() => props.onChange?.(swapped(columns, at, to)));
    const moves = list.current?.children[to]?.lastElementChild;
    const [up, down] = [...(moves?.querySelectorAll('button') ?? [])];
    const moved = way === 'up' ? up : down;
    (moved?.disabled ? (way === 'up' ? down : up) : moved)?.focus();
  };
  return (
    <ol ref={list} id={props.id} className="heyi-arranged" tabIndex={-1}>
      {columns.map((column, at) => (
        <ColumnRow
          key={column.key}
          column={column}
          isFirst={at === 0}
          isLast={at === columns.length - 1}
          refusal={props.refusal?.facts['key'] === column.key ? props.refusal : null}
          onChange={(changed) => change(at, changed)}
          onMove={(way) => move(at, way)}
        />
      ))}
    </ol>
  );
}

function swapped<One>(list: readonly One[], at: number, to: number): One[] {
  return list.map((one, index) => (index === at ? list[to]! : index === to ? list[at]! : one));
}

function ColumnRow(props: {
  column: Arranged;
  isFirst: boolean;
  isLast: boolean;
  refusal: Problem | null;
  onChange: (changed: Partial<Arranged>) => void;
  onMove: (way: Way) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { column, refusal } = props;
  const field = useRef<InputRef>(null);
  // It may stand far below what the drawer says on top.
  useEffect(() => {
    if (refusal) field.current?.focus();
  }, [refusal]);
  const name = language() === 'en' ? column.nameEn : column.ownNameZh;
  return (
    <li>
      <Checkbox
        checked={column.isChosen}
        onChange={({ target }) => props.onChange({ isChosen: target.checked })}
      >
        {name}
      </Checkbox>
      <div>
        <Input
          ref={field}
          size="small"
          allowClear
          maxLength={40}
          aria-label={t('clients.register.nameOf', { name })}
          placeholder={column.ownNameZh}
          value={column.name}
          disabled={!column.isChosen}
          status={refusal ? 'error' : ''}
          onChange={({ target }) => props.onChange({ name: target.value })}
        />
        {refusal && (
          <div className="heyi-bad" role="alert">
            {refusal.title}
          </div>
        )}
      </div>
      <span>
        <Button
          size="small"
          type="text"
          icon={<UpOutlined />}
          aria-label={t('clients.register.up', { name })}
          disabled={props.isFirst}
          onClick={() => props.onMove('up')}
        />
        <Button
          size="small"
          type="text"
          icon={<DownOutlined />}
          aria-label={t('clients.register.down', { name })}
          disabled={props.isLast}
          onClick={() => props.onMove('down')}
        />
      </span>
    </li>
  );
}

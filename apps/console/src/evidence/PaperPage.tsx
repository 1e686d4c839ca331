import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { Refusal } from '../Refusal.tsx';
import { type Box, type Mark, whole } from './evidence.ts';
import './evidence.css';

export type Paper = { tenantId: string; evidenceId: string; asCopy: boolean };

/** One page as the server drew it, with boxes that may be drawn over it. */
export function PaperPage(props: {
  paper: Paper;
  page: number;
  /** Shown, and changed where `onChange` is given. */
  boxes: readonly Box[];
  head: readonly Mark[];
  isFullWidth: boolean;
  onChange: ((boxes: Box[]) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  const { paper, page, boxes, onChange } = props;
  const picture = usePicture(paper, page);
  const drawing = useDrawing(props);
  if (picture.error) return <Refusal of={picture.error} />;
  if (!picture.data) return <Skeleton active paragraph={{ rows: 12 }} />;
  const shown = [...boxes.filter((box) => box.page === page), ...drawing.drawn];
  return (
    <div className={`heyi-paper${onChange ? ' is-marking' : ''}`} {...drawing.handlers}>
      <Picture blob={picture.data.blob} alt={t('evidence.pageAlt', { page })} />
      {props.head.map((mark, index) =>
        mark.kind === 'box' && mark.page === page ? (
          <span key={index} className="heyi-paper-box is-head" style={placeOf(mark)} />
        ) : null,
      )}
      {shown.map((box, index) =>
        onChange ? (
          <button
            key={index}
            type="button"
            className="heyi-paper-box"
            style={placeOf(box)}
            aria-label={t('evidence.box', { page, number: index + 1 })}
            onPointerDown={(event) => event.stopPropagation()}
            onKeyDown={(event) => {
              const next = boxAfter(event, box);
              if (next === undefined) return;
              event.preventDefault();
              const others = boxes.filter((one) => one !== box);
              onChange(next === null ? others : boxes.map((one) => (one === box ? next : one)));
            }}
          />
        ) : (
          <span key={index} className="heyi-paper-box" style={placeOf(box)} />
        ),
      )}
    </div>
  );
}

function usePicture({ tenantId, evidenceId, asCopy }: Paper, page: number) {
  return useQuery({
    queryKey: ['evidencePage', tenantId, evidenceId, page, asCopy],
    queryFn: () => api.drawEvidencePage({ tenantId, evidenceId, page, asCopy: String(asCopy) }),
  });
}

/** Its address lives as long as it is shown. */
function Picture({ blob, alt }: { blob: Blob; alt: string }): ReactNode {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(blob);
    image.current!.src = address;
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  return <img ref={image} alt={alt} draggable={false} />;
}

type Point = { x: number; y: number };

/** Drags a box; one that is too low to hold a line was a click. */
function useDrawing(props: {
  page: number;
  boxes: readonly Box[];
  isFullWidth: boolean;
  onChange: ((boxes: Box[]) => void) | null;
}) {
  const { page, boxes, isFullWidth, onChange } = props;
  const [from, setFrom] = useState<Point | null>(null);
  const [to, setTo] = useState<Point | null>(null);
  const isDown = useRef(false);
  const box = from && to ? boxBetween(page, from, to, isFullWidth) : null;
  if (!onChange) return { drawn: [], handlers: {} };
  const end = () => {
    if (isDown.current && box && box.bottom - box.top > lowest) onChange([...boxes, box]);
    isDown.current = false;
    setFrom(null);
    setTo(null);
  };
  return {
    drawn: box ? [box] : [],
    handlers: {
      onPointerDown(event: PointerEvent<HTMLDivElement>) {
        isDown.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom(pointIn(event));
        setTo(pointIn(event));
      },
      onPointerMove(event: PointerEvent<HTMLDivElement>) {
        if (isDown.current) setTo(pointIn(event));
      },
      onPointerUp: end,
      onPointerCancel: end,
    },
  };
}

const lowest = 4_000;

function pointIn(event: PointerEvent<HTMLDivElement>): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return {
    x: inPage(((event.clientX - left) / width) * whole),
    y: inPage(((event.clientY - top) / height) * whole),
  };
}

function inPage(part: number): number {
  return Math.trunc(Math.min(whole, Math.max(0, part)));
}

function boxBetween(page: number, a: Point, b: Point, isFullWidth: boolean): Box {
  const [left, right] = isFullWidth ? [0, whole] : [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  return {
    kind: 'box',
    page,
    left,
    right,
    top: Math.min(a.y, b.y),
    bottom: Math.max(a.y, b.y),
  };
}

const step = 4_000;

/** Arrows move, with Shift they change the lower edge; null when it goes, undefined for other keys. */
function boxAfter(event: KeyboardEvent, box: Box): Box | null | undefined {
  if (event.key === 'Delete' || event.key === 'Backspace') return null;
  const by = { ArrowUp: -step, ArrowDown: step }[event.key];
  if (by === undefined) return undefined;
  const bottom = Math.min(whole, box.bottom + by);
  if (event.shiftKey) return { ...box, bottom: Math.max(box.top + step, bottom) };
  const top = Math.max(0, box.top + by);
  return { ...box, top, bottom: Math.max(top + step, bottom) };
}

function placeOf({ left, top, right, bottom }: Box) {
  const share = (part: number) => `${part / 10_000}%`;
  return {
    left: share(left),
    top: share(top),
    width: share(right - left),
    height: share(bottom - top),
  };
}

import { type ReactNode, useEffect, useRef } from 'react';

/** Scrolls to the section it holds whenever something else in it is asked for; null asks for nothing. */
export function InSight({ asked, children }: { asked: string | null; children: ReactNode }) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked !== null) here.current?.scrollIntoView({ block: 'start' });
  }, [asked]);
  return (
    <div ref={here} className="heyi-section heyi-in-sight">
      {children}
    </div>
  );
}

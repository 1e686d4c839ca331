import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Calculates again a moment after the last key; null facts are not complete yet. */
export function useCalculation<Facts extends object, Answer>(
  name: string,
  facts: Facts | null,
  calculate: (facts: Facts) => Promise<Answer>,
) {
  const settled = useSettled(facts);
  return useQuery({
    queryKey: ['calculation', name, settled],
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    queryFn: () => calculate(settled!),
  });
}

function useSettled<Facts>(facts: Facts): Facts {
  const key = JSON.stringify(facts);
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), 250);
    return () => clearTimeout(timer);
  }, [key]);
  return JSON.parse(settled) as Facts;
}

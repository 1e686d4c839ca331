import { type ReactNode, useState } from 'react';
import { CityInput, cityPattern } from './CityInput.tsx';

/** Narrows a list to a city once one is named; what is being typed narrows nothing yet. */
export function CityFilter(props: {
  label: string;
  width: number;
  value: string;
  onChange: (cityCode: string) => void;
}): ReactNode {
  const { label, width, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  return (
    <CityInput
      label={label}
      placeholder={label}
      width={width}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        if (text === '' || cityPattern.test(text)) onChange(text);
      }}
    />
  );
}

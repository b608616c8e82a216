/** One of a few things, each a tile with a picture: chosen by thumb or by keyboard. */
import "./self.css";
import { Text } from "@mantine/core";
import type { LucideIcon } from "lucide-react";

export interface Choice {
  value: string;
  label: string;
  Icon?: LucideIcon;
}

interface TilesOf {
  legend: string;
  choices: Choice[];
  value?: string;
  choose: (value: string) => void;
  error?: string;
}

export function Tiles({ legend, choices, value, choose, error }: TilesOf) {
  return (
    <fieldset className="tiles" aria-invalid={error ? true : undefined}>
      <Text component="legend" fw={600} mb={6}>
        {legend}
      </Text>
      <div>
        {choices.map(({ value: each, label, Icon }) => (
          <label key={each} className="tile">
            <input type="radio" name={legend} value={each} checked={each === value} onChange={() => choose(each)} />
            {Icon && <Icon size={26} aria-hidden />}
            <span>{label}</span>
          </label>
        ))}
      </div>
      {error && (
        <Text size="sm" c="red" role="alert" mt={4}>
          {error}
        </Text>
      )}
    </fieldset>
  );
}

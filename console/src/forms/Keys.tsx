/** One of a few by pressing its number, and on to the next field: for who fills in the same form all day. */
import { Input } from "@mantine/core";
import type { WidgetProps } from "@rjsf/utils";
import { useRef, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import "./Keys.css";

interface Choice {
  value: string;
  label: string;
}

/** Choices that the form does not know by itself are given as `choices`. */
export function KeysWidget({ id, label, required, disabled, readonly, rawErrors, value, onChange, options }: WidgetProps) {
  const group = useRef<HTMLDivElement>(null);
  const choices = (options.choices ?? options.enumOptions ?? []) as Choice[];
  /** One of them is in the order of Tab: the chosen one, else the first. */
  const reached = choices.find((each) => each.value === value) ?? choices[0];

  function pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = choices[Number(event.key) - 1];
    if (choice) {
      event.preventDefault();
      flushSync(() => onChange(choice.value)); // which field is next may hang on it
      next(group.current!)?.focus();
    } else if (["Backspace", "Delete"].includes(event.key) && !required) {
      onChange(options.emptyValue);
    }
  }

  return (
    <Input.Wrapper id={id} label={label} labelElement="div" required={required} error={rawErrors?.length ? rawErrors.join(" ") : undefined}>
      <div ref={group} role="radiogroup" aria-labelledby={`${id}-label`} className="keys" onKeyDown={pressed}>
        {choices.map((each, place) => (
          <label key={each.value} data-chosen={each.value === value}>
            <input
              type="radio"
              name={id}
              tabIndex={each === reached ? 0 : -1}
              checked={each.value === value}
              disabled={disabled || readonly}
              onChange={() => onChange(each.value)}
            />
            {place < 9 && <kbd aria-hidden>{place + 1}</kbd>}
            {each.label}
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}

/** The field after a group of radio buttons, in the order of the form. */
function next(group: HTMLElement): HTMLElement | undefined {
  const fields = [...(group.closest("form")?.querySelectorAll<HTMLElement>("input, textarea, select") ?? [])];
  const last = fields.findLastIndex((each) => group.contains(each));
  return fields.slice(last + 1).find((each) => each.offsetParent !== null);
}

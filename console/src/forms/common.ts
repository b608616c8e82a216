/** What every field of a form has. Pure. */
import type { WidgetProps } from "@rjsf/utils";

export function common({ id, label, required, disabled, readonly, rawErrors }: WidgetProps) {
  return {
    id,
    label,
    required,
    disabled: disabled || readonly,
    error: rawErrors?.length ? rawErrors.join(" ") : undefined,
  };
}

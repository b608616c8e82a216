/** How satisfied somebody is: stars, as many as the form has marks. */
import "@mantine/core/styles/Rating.css";
import { Input, Rating } from "@mantine/core";
import type { WidgetProps } from "@rjsf/utils";

export function RatingWidget({ id, label, required, disabled, readonly, rawErrors, schema, value, onChange }: WidgetProps) {
  return (
    <Input.Wrapper label={label} required={required} error={rawErrors?.join(" ")} labelElement="div" id={id}>
      <Rating
        size="xl"
        mt={4}
        count={schema.maximum}
        value={value ?? 0}
        readOnly={disabled || readonly}
        onChange={onChange}
        getSymbolLabel={(stars) => `${label} ${stars}`}
      />
    </Input.Wrapper>
  );
}

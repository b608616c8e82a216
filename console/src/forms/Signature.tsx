/** A signature: one's own name, by a press or by typing it. */
import { Button, TextInput } from "@mantine/core";
import type { WidgetProps } from "@rjsf/utils";
import { PenLine } from "lucide-react";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { common } from "./common";

export function SignatureWidget(props: WidgetProps) {
  const { name } = useKnown().me;
  const { disabled } = common(props);
  return (
    <TextInput
      {...common(props)}
      value={props.value ?? ""}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
      rightSectionWidth={96}
      rightSection={
        <Button
          size="compact-sm"
          variant="light"
          disabled={disabled}
          leftSection={<PenLine size={14} aria-hidden />}
          aria-label={`${say("sign")} ${name}`}
          onClick={() => props.onChange(name)}
        >
          {say("sign")}
        </Button>
      }
    />
  );
}

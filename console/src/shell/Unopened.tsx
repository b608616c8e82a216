/** Where there is no page: it did not come, or could not be drawn. What was typed is on the device. */
import { Button, Stack } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Trouble } from "./notes";
import { say } from "./words";

export function Unopened({ trouble }: { trouble: unknown }) {
  return (
    <Stack maw={360} mx="auto" mt={120}>
      <Trouble trouble={trouble} />
      <Button onClick={() => location.reload()}>{say("tryAgain")}</Button>
    </Stack>
  );
}

/** Around a page: what it is made of is asked for when it is opened, and may not come. */
export class Opened extends Component<{ children: ReactNode }, { trouble: unknown }> {
  override state = { trouble: null };

  static getDerivedStateFromError(trouble: unknown) {
    return { trouble };
  }

  override render() {
    return this.state.trouble ? <Unopened trouble={this.state.trouble} /> : this.props.children;
  }
}

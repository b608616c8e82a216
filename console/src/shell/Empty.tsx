/** Said where there is nothing to show. */
import { Stack, Text } from "@mantine/core";
import type { LucideIcon } from "lucide-react";

export function Empty({ Icon, said }: { Icon: LucideIcon; said: string }) {
  return (
    <Stack align="center" gap="xs" py="xl" c="dimmed">
      <Icon size={36} strokeWidth={1.5} aria-hidden />
      <Text ta="center">{said}</Text>
    </Stack>
  );
}

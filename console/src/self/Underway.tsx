/** Photos on their way to what was reported; where the line broke, they wait here to be sent again. */
import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { say } from "../shell/words";
import { Pictures } from "./Photos";
import { carryOn, empty, useAlbum } from "./pictures";

export function Underway() {
  const { pictures, ticket, sending } = useAlbum();
  const queries = useQueryClient();
  useEffect(() => void (ticket ?? queries.invalidateQueries({ queryKey: ["own"] })), [ticket, queries]);
  if (!ticket) return null;
  const sent = pictures.filter((each) => each.sent).length;
  return (
    <Card withBorder role="status">
      <Stack gap="sm">
        <Text fw={600}>
          {say("takenIn")} {ticket.number}
        </Text>
        <Text size="sm">{sending ? `${say("sendingPhotos")} ${sent + 1} / ${pictures.length}` : say("photosLeft")}</Text>
        <Pictures />
        {!sending && (
          <Group grow>
            <Button size="md" onClick={() => void carryOn()}>
              {say("sendPhotosAgain")}
            </Button>
            <Button size="md" variant="subtle" color="red" onClick={empty}>
              {say("discard")}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}

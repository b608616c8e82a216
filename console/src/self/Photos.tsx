/** Taking photos and choosing them, and how far each has come. */
import { ActionIcon, Alert, Button, FileButton, Group, Loader, Stack, Text } from "@mantine/core";
import { Camera, Check, Images, X } from "lucide-react";
import { useState } from "react";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import { drop, take, useAlbum } from "./pictures";

export function Photos() {
  const { schemas } = useKnown().definitions;
  const [wrong, setWrong] = useState<string[]>([]);
  const types = (schemas.MediaType!.enum as string[]).filter((each) => each.startsWith("image/"));
  const largest = (schemas.AddFile!.properties!.bytes as { maximum: number }).maximum;

  function chosen(files: File[]): void {
    const unfit = files.filter((each) => !types.includes(each.type));
    const large = files.filter((each) => each.size > largest);
    setWrong([
      ...unfit.map((each) => say("notAPhoto") + each.name),
      ...large.map((each) => say("tooLarge") + each.name),
    ]);
    void take(files.filter((each) => !unfit.includes(each) && !large.includes(each)));
  }

  const accept = types.join(",");
  return (
    <Stack gap="xs">
      <Text fw={600}>{say("photos")}</Text>
      <Text size="sm" c="dimmed">
        {say("photosWhy")}
      </Text>
      <Group grow gap="xs">
        <FileButton accept={accept} capture="environment" onChange={(file) => file && chosen([file])}>
          {(props) => (
            <Button {...props} size="lg" px="xs" variant="light" leftSection={<Camera size={22} aria-hidden />}>
              {say("takePhoto")}
            </Button>
          )}
        </FileButton>
        <FileButton multiple accept={accept} onChange={chosen}>
          {(props) => (
            <Button {...props} size="lg" px="xs" variant="light" leftSection={<Images size={22} aria-hidden />}>
              {say("choosePhotos")}
            </Button>
          )}
        </FileButton>
      </Group>
      <Pictures />
      {wrong.map((each) => (
        <Alert key={each} color="red" p="xs" role="alert">
          {each}
        </Alert>
      ))}
    </Stack>
  );
}

/** Each with how far it has come, and what is wrong with it. */
export function Pictures() {
  const { pictures, sending } = useAlbum();
  if (pictures.length === 0) return null;
  return (
    <>
      <ul className="photos">
        {pictures.map((each) => (
          <li key={each.announcing}>
            <img src={each.preview} alt={each.file.name} />
            {each.sent && (
              <span data-sent>
                <Check size={18} aria-label={say("done")} />
              </span>
            )}
            {sending && !each.sent && <Loader size="sm" pos="absolute" bottom={6} right={6} />}
            {!each.sent && !sending && (
              <ActionIcon radius="xl" size="lg" aria-label={`${say("removePhoto")} ${each.file.name}`} onClick={() => drop(each)}>
                <X size={18} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {pictures
        .filter((each) => each.wrong)
        .map((each) => (
          <Alert key={each.announcing} color="red" p="xs" role="alert">
            {each.file.name}: {each.wrong}
          </Alert>
        ))}
    </>
  );
}

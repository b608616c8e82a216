/** A form over the page that it was begun on. */
import { Modal, Skeleton } from "@mantine/core";
import { lazy, Suspense, type ComponentProps } from "react";
import { say } from "../shell/words";
import { Beforehand } from "./Beforehand";

const ActionForm = lazy(() => import("./ActionForm"));

type FormOf = Omit<ComponentProps<typeof ActionForm>, "cancel">;

interface Props {
  title: string;
  size?: string;
  /** Nothing is open where there is none. */
  form: FormOf | null;
  close: () => void;
}

export function FormDialog({ title, size = "lg", form, close }: Props) {
  return (
    <Modal opened={form !== null} onClose={close} title={title} size={size} closeButtonProps={{ "aria-label": say("cancel") }}>
      {form && (
        <Suspense fallback={<Skeleton h={160} />}>
          <Beforehand op={form.op} path={form.path} />
          <ActionForm {...form} cancel={close} />
        </Suspense>
      )}
    </Modal>
  );
}

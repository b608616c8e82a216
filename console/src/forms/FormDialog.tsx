/** A form over the page that it was begun on. */
import { Modal, Skeleton } from "@mantine/core";
import { lazy, Suspense, type ComponentProps, type ReactNode } from "react";
import { say } from "../shell/words";
import { Beforehand } from "./Beforehand";

const ActionForm = lazy(() => import("./ActionForm"));

type FormOf = Omit<ComponentProps<typeof ActionForm>, "cancel">;

interface Props {
  title: string;
  size?: string;
  /** Nothing is open where there is none. */
  form: FormOf | null;
  /** What is read, or chosen, before the form is filled in. */
  above?: ReactNode;
  close: () => void;
}

export function FormDialog({ title, size = "lg", form, above, close }: Props) {
  return (
    <Modal opened={form !== null} onClose={close} title={title} size={size} closeButtonProps={{ "aria-label": say("cancel") }}>
      {above}
      {form && (
        <Suspense fallback={<Skeleton h={160} />}>
          <Beforehand op={form.op} path={form.path} />
          <ActionForm {...form} cancel={close} />
        </Suspense>
      )}
    </Modal>
  );
}

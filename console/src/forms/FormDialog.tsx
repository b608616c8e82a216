/** A form over the page that it was begun on. */
import { Modal, Skeleton } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, type ComponentProps, type ReactNode } from "react";
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

const FIELD = "form :is(input, textarea):not([type=hidden])";

/** Where there are keys, they go to the first field at once; a list of choices unfolds when it is asked to. */
function Begun({ children }: { children: ReactNode }) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (matchMedia("(pointer: coarse)").matches) return;
    const first = sheet.current?.querySelector<HTMLElement>(FIELD);
    const begins = first && first.getAttribute("role") !== "combobox" ? first : sheet.current!;
    begins.dataset.autofocus = "true";
    begins.focus();
  }, []);
  return (
    <div ref={sheet} tabIndex={-1} className="begun">
      {children}
    </div>
  );
}

export function FormDialog({ title, size = "lg", form, above, close }: Props) {
  return (
    <Modal
      opened={form !== null}
      onClose={close}
      title={title}
      size={size}
      closeButtonProps={{ "aria-label": say("cancel") }}
      attributes={{ header: { role: "presentation" } }} // no banner of the page
    >
      {above}
      {form && (
        <Suspense fallback={<Skeleton h={160} />}>
          <Beforehand op={form.op} path={form.path} />
          <Begun>
            <ActionForm {...form} cancel={close} />
          </Begun>
        </Suspense>
      )}
    </Modal>
  );
}

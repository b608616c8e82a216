/** A form of the API, from its definition: filled in, sent once, refused at the field. */
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { withTheme } from "@rjsf/core";
import { Theme } from "@rjsf/mantine";
import { englishStringTranslator, TranslatableString, type UiSchema } from "@rjsf/utils";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { isOvertaken, type Answer } from "../api/client";
import type { Operation } from "../api/definitions";
import type { Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { NoAnswer, Overtaken, Refusal } from "../shell/notes";
import { say, type Said } from "../shell/words";
import { canPick } from "./picking";
import { drawn, filled, looks, placed, without } from "./schema";
import { keepable } from "./keeping";
import { kept, useSending } from "./sending";
import { templates } from "./templates";
import judgedByServer from "./validator";
import { widgets } from "./widgets";
import { useFirstWrong } from "./wrong";

const Form = withTheme(Theme);
const NOTHING: Shown = {};
/** What the form library says itself. */
const SAID: Partial<Record<TranslatableString, Said>> = {
  [TranslatableString.AddItemButton]: "add",
  [TranslatableString.AddButton]: "add",
  [TranslatableString.RemoveButton]: "remove",
  [TranslatableString.MoveUpButton]: "up",
  [TranslatableString.MoveDownButton]: "down",
  [TranslatableString.OptionalObjectAdd]: "add",
  [TranslatableString.OptionalObjectRemove]: "remove",
};

interface Props {
  op: Operation;
  path: string;
  /** What the draft is kept under: the operation, and the record if there is one. */
  name: string;
  match?: string;
  /** What is known already; what comes to be known later is filled in where nothing was. */
  given?: Record<string, unknown>;
  /** The record that it is about: it names what is named in it only. */
  about?: Shown;
  /** What was chosen on the page that the form stands on: it is sent along and not asked again. */
  settled?: Record<string, unknown>;
  /** How the page has its fields look, where it has them otherwise. */
  arranged?: UiSchema;
  /** Told what is filled in, as it is. */
  changed?: (form: Record<string, unknown>) => void;
  done: (answer: Answer<unknown>) => void;
  /** The record was changed meanwhile: show it as it is. */
  stale: () => void;
  cancel: () => void;
}

export default function ActionForm(props: Props) {
  const { op, path, name, match, given, about = NOTHING, settled = NOTHING, arranged, changed: told, done, stale, cancel } = props;
  const known = useKnown();
  const draft = useMemo(() => kept(name), [name]);
  const [form, setForm] = useState<unknown>(draft?.form ?? given ?? {});
  const { definitions } = known;
  const lying = (whole: unknown) => (op.form ? keepable(whole, definitions.schemas[op.form] ?? {}, definitions) : whole);
  const { busy, unreached, problem, send, typed, forget } = useSending(name, path, match, done, lying);
  const unasked = Object.keys(settled).join();
  const schema = useMemo(
    () => op.form && without(drawn(op.form, known, (kind) => canPick(known, kind)), unasked.split(",")),
    [op, known, unasked],
  );
  const look = useMemo(
    () => op.form && { ...looks(op.form, definitions, known.words), ...arranged },
    [op, known, arranged],
  );
  const sheet = useFirstWrong<HTMLDivElement>(problem, busy);
  const changed = isOvertaken(problem);

  /** What the form library fills in by itself, before there is a field, nobody typed. */
  function change(value: unknown, field?: string): void {
    setForm(value);
    if (field !== undefined) typed(lying(value));
    told?.(value as Record<string, unknown>);
  }

  const knownOf = JSON.stringify(given);
  const filledFrom = useRef(knownOf);
  useEffect(() => {
    if (filledFrom.current === knownOf) return;
    filledFrom.current = knownOf;
    change({ ...given, ...(form as object) });
  });

  function submit(filledIn: unknown): void {
    void send({ ...((op.form && filled(filledIn)) as object), ...settled });
  }

  /** Ctrl and Enter send it from whichever field one is in. */
  function pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) sheet.current?.querySelector("form")?.requestSubmit();
  }

  return (
    <Stack gap="sm" ref={sheet} onKeyDown={pressed}>
      {draft && !unreached && schema && Object.keys(schema.properties ?? {}).length > 0 && (
        <Alert color="gray" py="xs">
          <Group justify="space-between">
            <Text size="sm">{say("draft")}</Text>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                forget();
                setForm(given ?? {});
                told?.(given ?? {});
              }}
            >
              {say("discard")}
            </Button>
          </Group>
        </Alert>
      )}
      {schema && look && (
        <Form
          id={`form-${op.name}`}
          schema={schema}
          uiSchema={look}
          formData={form}
          validator={judgedByServer}
          widgets={widgets}
          templates={templates}
          formContext={{ about, form }}
          translateString={(told, params) => {
            const word = SAID[told];
            return word ? say(word) : englishStringTranslator(told, params);
          }}
          noValidate
          experimental_defaultFormStateBehavior={{
            emptyObjectFields: "populateRequiredDefaults",
            requiredBooleanDefault: "skip",
            constAsDefaults: "never",
            arrayMinItems: { populate: "requiredOnly" },
          }}
          noHtml5Validate
          showErrorList={false}
          disabled={busy || unreached}
          extraErrors={problem ? placed(problem.errors) : undefined}
          onChange={({ formData }, field) => change(formData, field)}
          onSubmit={({ formData }) => submit(formData)}
        />
      )}
      {problem && !changed && <Refusal problem={problem} of={unasked.split(",")} />}
      {changed && <Overtaken newest={stale} />}
      {unreached && <NoAnswer />}
      <Group justify="flex-end">
        <Button variant="default" onClick={cancel} disabled={busy}>
          {say("cancel")}
        </Button>
        {schema && !unreached ? (
          <Button type="submit" form={`form-${op.name}`} loading={busy}>
            {say("send")}
          </Button>
        ) : (
          <Button loading={busy} onClick={() => submit(form)}>
            {say(unreached ? "again" : "send")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

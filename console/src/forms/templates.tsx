/** How the parts of a form stand: what may be left out is a button, what is there several times a card each. */
import { Button, CloseButton, Fieldset, Group, Input, Text } from "@mantine/core";
import {
  isFormDataAvailable,
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type ErrorSchema,
  type FieldErrorProps,
  type ObjectFieldTemplateProps,
  type OptionalDataControlsTemplateProps,
} from "@rjsf/utils";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { say } from "../shell/words";
import { isNothing } from "../records/reading";
import "./forms.css";

interface AddOf {
  id?: string;
  what: string;
  add: (event: unknown) => void;
  disabled?: boolean;
}

function Add({ id, what, add, disabled }: AddOf) {
  return (
    <Button id={id} variant="light" size="compact-sm" leftSection={<Plus size={14} aria-hidden />} onClick={add} disabled={disabled}>
      {what}
    </Button>
  );
}

/** What is wrong with a part itself; a field says it where it is filled in. */
function Fault({ errors, schema, uiSchema = {} }: FieldErrorProps) {
  const isPart = (schema.type === "array" || schema.type === "object") && !("ui:widget" in uiSchema);
  return isPart && errors?.length ? <Input.Error mt={4}>{errors[0]}</Input.Error> : null;
}

/** What is wrong within a part that is not there. */
function Missing({ errors }: { errors: ErrorSchema | undefined }) {
  const said = firstOf(errors);
  return said && <Input.Error mt={4}>{said}</Input.Error>;
}

function firstOf(errors: ErrorSchema | undefined): string | undefined {
  if (!errors) return undefined;
  const { __errors: own, ...within } = errors;
  return own?.[0] ?? Object.values(within as Record<string, ErrorSchema>).map(firstOf).find((each) => each !== undefined);
}

interface PartOf {
  id: string;
  title: string;
  required?: boolean;
  /** What takes the whole part away. */
  remove?: ReactNode;
  children: ReactNode;
}

function Part({ id, title, required, remove, children }: PartOf) {
  const legend = (
    <>
      {title.replace(NUMBERED, " $1")}
      {required && <Text component="span" c="red" aria-hidden> *</Text>}
    </>
  );
  return (
    <Fieldset id={id} legend={legend} className="part">
      <div className="part-remove">{remove}</div>
      <div className="parts">{children}</div>
    </Fieldset>
  );
}

/** As the form library numbers what there is several times. */
const NUMBERED = /-(\d+)$/;

/** Fields that stand together: first those that are there, then buttons for what may be added. */
function Parts({ title, properties, optionalDataControl, formData, fieldPathId, required, schema, uiSchema = {}, errorSchema }: ObjectFieldTemplateProps) {
  if (optionalDataControl && !isFormDataAvailable(formData)) {
    return (
      <>
        {optionalDataControl}
        <Missing errors={errorSchema} />
      </>
    );
  }
  const isAdded = (name: string): boolean => {
    const look = uiSchema[name] ?? {};
    return !("ui:widget" in look) && ("ui:enableOptionalDataFieldForType" in look || "ui:options" in look);
  };
  const isAbsent = (name: string) => isAdded(name) && !schema.required?.includes(name) && isNothing(formData?.[name]);
  const shown = properties.filter((each) => !each.hidden);
  const absent = shown.filter((each) => isAbsent(each.name));
  const fields = (
    <>
      {shown.filter((each) => !absent.includes(each)).map((each) => <div key={each.name}>{each.content}</div>)}
      {absent.length > 0 && <Group gap="xs" className="wide">{absent.map((each) => <div key={each.name}>{each.content}</div>)}</Group>}
    </>
  );
  if (!title) return <div className="parts" id={fieldPathId.$id}>{fields}</div>;
  return <Part id={fieldPathId.$id} title={title} required={required} remove={optionalDataControl}>{fields}</Part>;
}

function Several({ title, items, canAdd, onAddClick, fieldPathId, required, disabled, readonly }: ArrayFieldTemplateProps) {
  const add = (what: string) => canAdd && <Add what={what} add={onAddClick} disabled={disabled || readonly} />;
  if (items.length === 0 && !required) return add(title);
  return (
    <Part id={fieldPathId.$id} title={title} required={required}>
      {items}
      <div className="wide">{add(say("add"))}</div>
    </Part>
  );
}

function One({ children, buttonsProps, hasToolbar }: ArrayFieldItemTemplateProps) {
  const { hasRemove, onRemoveItem, disabled, readonly } = buttonsProps;
  return (
    <div className="one wide">
      {children}
      {hasToolbar && hasRemove && (
        <CloseButton className="one-remove" aria-label={say("remove")} onClick={onRemoveItem} disabled={disabled || readonly} />
      )}
    </div>
  );
}

function Optional({ id, schema, label, onAddClick, onRemoveClick }: OptionalDataControlsTemplateProps) {
  if (onAddClick) return <Add id={id} what={schema.title || label} add={onAddClick} />;
  return onRemoveClick && <CloseButton id={id} aria-label={label} onClick={onRemoveClick} />;
}

export const templates = {
  ObjectFieldTemplate: Parts,
  ArrayFieldTemplate: Several,
  ArrayFieldItemTemplate: One,
  FieldErrorTemplate: Fault,
  OptionalDataControlsTemplate: Optional,
};

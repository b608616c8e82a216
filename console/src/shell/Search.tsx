/** Where one looks for something from every page: `/` leads there. */
import { TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Search as Glass } from "lucide-react";
import { useRef } from "react";
import { useLocation } from "wouter";
import { may } from "../api/definitions";
import { useKnown } from "./known";
import { say } from "./words";

export function Search() {
  const { me, definitions } = useKnown();
  const [, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => field.current?.focus()]]);
  if (!definitions.operations.some((op) => op.name === "ticket-search" && may(op, me))) return null;
  return (
    <TextInput
      ref={field}
      visibleFrom="xs"
      flex={1}
      maw={420}
      aria-label={say("search")}
      placeholder={`${say("search")}  /`}
      leftSection={<Glass size={16} aria-hidden />}
      onKeyDown={(event) =>
        event.key === "Enter" && go(`/search/${encodeURIComponent(event.currentTarget.value)}`)
      }
    />
  );
}

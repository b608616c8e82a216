/** Where one looks for something from every page: `/` leads there; what is found shows as one types. */
import { Group, Paper, Text, TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search as Glass } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";
import { useLocation } from "wouter";
import { sitePath } from "../api/client";
import { may, operationOf, type Operation } from "../api/definitions";
import { isNoQuestion, page } from "../lists/asking";
import { rowsOf, type Row } from "../lists/rows";
import { titleOf } from "../records/reading";
import { useChoosing } from "./choosing";
import { useKnown } from "./known";
import { RefusalNote } from "./notes";
import { addressOf, placeOf } from "./places";
import "./Search.css";
import { say } from "./words";

const PAUSE = 200;
const MOST = 8;
const LIST = "search-found";
const option = (place: number): string => `${LIST}-${place}`;

export function Search() {
  const { me, definitions } = useKnown();
  const op = operationOf(definitions, "ticket-search");
  return op && may(op, me) ? <Field op={op} /> : null;
}

function Field({ op }: { op: Operation }) {
  const known = useKnown();
  const [, go] = useLocation();
  const [typed, type] = useState("");
  const [text] = useDebouncedValue(typed.trim(), PAUSE);
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => field.current?.focus()]]);
  const found = useQuery({
    queryKey: ["found", text],
    enabled: text !== "",
    placeholderData: keepPreviousData,
    queryFn: async () => (await page(sitePath(op.path), { q: text, limit: String(MOST) })).items,
  });
  const hits = isNoQuestion(found.error) ? [] : found.data;
  const offered = typed.trim() && hits ? rowsOf(known, op, hits) : null;
  const { marked, onKeyDown } = useChoosing(offered ?? [], (row) => leave(row.page!), -1);

  function leave(to: string): void {
    type("");
    field.current?.blur();
    go(to);
  }

  function pressed(event: KeyboardEvent<HTMLInputElement>): void {
    onKeyDown(event);
    if (event.key === "Escape") type("");
    if (event.key !== "Enter" || event.defaultPrevented || event.nativeEvent.isComposing || !typed.trim()) return;
    leave(addressOf(placeOf(op.name)!, typed.trim()));
  }

  return (
    <div className="search" role="search">
      <TextInput
        ref={field}
        role="combobox"
        aria-expanded={offered !== null}
        aria-controls={LIST}
        aria-activedescendant={marked < 0 ? undefined : option(marked)}
        autoComplete="off"
        maxLength={op.query?.q?.maxLength}
        aria-label={say("search")}
        placeholder={`${say("search")}  /`}
        leftSectionPointerEvents="none"
        leftSection={<Glass size={16} aria-hidden />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {found.isLoadingError && !offered && typed.trim() && (
        <Paper withBorder shadow="md" className="search-found">
          <RefusalNote trouble={found.error} />
        </Paper>
      )}
      {offered && (
        <Paper withBorder shadow="md" className="search-found" aria-busy={found.isPlaceholderData} onMouseDown={(event) => event.preventDefault()}>
          <ul id={LIST} role="listbox" aria-label={say("search")}>
            {offered.map((row, place) => (
              <li key={row.page} id={option(place)} role="option" aria-selected={place === marked} onClick={() => leave(row.page!)}>
                <Hit row={row} />
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed" px="sm" py={6} visibleFrom={offered.length === 0 ? undefined : "xs"}>
            {say(offered.length === 0 ? "notFound" : "searchKeys")}
          </Text>
        </Paper>
      )}
    </div>
  );
}

function Hit({ row: { record, speech } }: { row: Row }) {
  const { reporter, place } = record as unknown as {
    reporter: { name: string };
    place: { unit: string | null; area: string | null };
  };
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <div className="search-what">
        <Text size="sm" fw={600} truncate>
          {titleOf(record)}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {[reporter.name, place.unit ?? place.area].filter(Boolean).join(" · ")}
        </Text>
      </div>
      <Text size="xs" c="dimmed" className="search-state">
        {speech.value("state", record.state)}
      </Text>
    </Group>
  );
}

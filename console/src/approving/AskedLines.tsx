/** Line by line what is asked for, each with what it costs and what is found of it. */
import { Card, Group, Stack, Text, Title } from "@mantine/core";
import "../claims/claims.css";
import { Photo } from "../claims/Photo";
import { usePhotos } from "../claims/photos";
import { FindingList, type Finding } from "../records/Findings";
import { money, type Shown } from "../records/reading";
import { useKnown } from "../shell/known";
import { labelOf } from "../forms/schema";

interface Line {
  key: string;
  title: string;
  about: string;
  fen: number;
  photo?: string;
}

interface Props {
  kind: string;
  view: Shown;
  record: Shown;
  findings: Finding[];
}

type Planned = { key: string; words: string; day: string; kind: string; bearer: string };
type Claimed = { line: string; words: string; line_name: string; fen: number; receipt: { seller: string; photo: string | null } };

export function AskedLines({ kind, view, record, findings }: Props) {
  const { words } = useKnown();
  const photo = usePhotos(kind === "claim" ? String(record.id) : undefined);
  const lines = linesOf(kind, view, record, (line) => words.bearer?.[line.bearer] ?? "");
  if (lines.length === 0) return null;
  return (
    <Card withBorder component="section">
      <Title order={3} size="h6" mb="xs">
        {labelOf(words, "lines", kind === "reception" ? "chalicelib.reception.plans.forms.Plan" : "")}
      </Title>
      <Stack gap="sm">
        {lines.map((line, place) => {
          const found = findings.filter((each) => each.line === line.key);
          return (
            <div key={place}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <Text size="sm" fw={600}>
                  {line.title}
                </Text>
                <Text size="sm" fw={600} className="amount">
                  {money(line.fen)}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                {line.about}
              </Text>
              {line.photo && <Photo url={photo(line.photo)} name={line.title} />}
              {found.length > 0 && <FindingList findings={found.map((each) => ({ ...each, line: null }))} />}
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}

function linesOf(kind: string, view: Shown, record: Shown, bearer: (line: Planned) => string): Line[] {
  if (kind === "reception") {
    const { lines } = record.content as { lines: Planned[] };
    const costs = (view.costs as { lines: Record<string, number> }).lines;
    return lines.map((line) => ({ key: line.key, title: line.words, about: `${line.day} · ${bearer(line)}`, fen: costs[line.key] ?? 0 }));
  }
  if (kind === "claim") {
    return (record.lines as Claimed[]).map((line) => ({
      key: line.line,
      title: line.words,
      about: [line.line_name, line.receipt.seller].filter(Boolean).join(" · "),
      fen: line.fen,
      ...(line.receipt.photo && { photo: line.receipt.photo }),
    }));
  }
  return [];
}

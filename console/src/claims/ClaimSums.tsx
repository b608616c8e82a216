/** What a claim comes to: what it draws on an advance, what is paid out, and what is found of all of it together. */
import { Card, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sitePath } from "../api/client";
import { MoneyInput } from "../forms/MoneyInput";
import { labelOf } from "../forms/schema";
import { page } from "../lists/asking";
import { FindingList, type Called } from "../records/Findings";
import { inside, money, titleOf } from "../records/reading";
import { useKnown } from "../shell/known";
import { say } from "../shell/words";
import type { Tried } from "./claim";
import type { Draw } from "./saving";

interface Props {
  reception: string;
  draw: Draw;
  change: (draw: Draw) => void;
  tried: Tried | null;
  busy: boolean;
  called: Called;
  /** What is wrong, by the field. */
  wrong: (field: string) => string | undefined;
}

export function ClaimSums({ reception, draw, change, tried, busy, called, wrong }: Props) {
  const { words, me } = useKnown();
  const advances = useAdvances(reception, me.id);
  return (
    <Card withBorder component="section" aria-label={say("total")}>
      <Group justify="space-between" align="flex-end">
        <Group align="flex-start">
          <Select
            label={labelOf(words, "advance", "WriteClaim")}
            placeholder={say("noAdvance")}
            data={(advances.data ?? []).map((each) => ({ value: each.id, label: `${each.number} · ${say("balance")} ${money(each.balance)}` }))}
            value={draw.advance ?? null}
            onChange={(advance) => change(advance ? { ...draw, advance } : {})}
            clearable
            error={wrong("advance")}
          />
          {draw.advance && (
            <MoneyInput label={labelOf(words, "from_advance", "WriteClaim")} fen={draw.from_advance} set={(from_advance) => change({ ...draw, from_advance })} error={wrong("from_advance")} />
          )}
        </Group>
        {tried && (
          <div className="claim-total" aria-live="polite" data-busy={busy}>
            <Text size="sm" c="dimmed">
              {say("budgetLeft")} {money(tried.left)}
            </Text>
            {tried.from_advance > 0 && (
              <Text size="sm">
                {labelOf(words, "from_advance")} {money(tried.from_advance)} · {labelOf(words, "rest")} {money(tried.rest)}
              </Text>
            )}
            <Text size="xl" fw={700}>
              {say("total")} {money(tried.total)}
            </Text>
          </div>
        )}
      </Group>
      {tried && tried.findings.length > 0 && <FindingList findings={tried.findings} called={called} />}
    </Card>
  );
}

/** One's own advances for a reception that are paid out. */
function useAdvances(reception: string, person: string) {
  return useQuery({
    queryKey: ["advances", reception],
    queryFn: async () =>
      (await page(sitePath("/sites/{site}/advances"), { reception, state: "paid" })).items
        .filter((each) => inside(each).person === person)
        .map((each) => ({ id: String(inside(each).id), number: titleOf({ forms: inside(each).forms }), balance: (each.balance as { fen: number }).fen })),
  });
}

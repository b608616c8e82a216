/** The employees' accounts: who owes something this month, and anybody's by their name (L-11). */
import { Group, Skeleton, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Landmark, Search } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, operationOf } from "../api/definitions";
import { labelOf } from "../forms/schema";
import { money } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { dayAtSite } from "../shell/time";
import { say } from "../shell/words";

interface Sums {
  charged: { fen: number };
  paid: { fen: number };
  closing: { fen: number };
}

interface Account {
  employee: string;
  name: string;
  sums?: Sums;
}

const REPORT = "report-accounts";
/** The first of the month of a day. */
const first = (day: string): string => `${day.slice(0, 7)}-01`;

export default function AccountsPage() {
  const { definitions, me, words } = useKnown();
  const [typed, type] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 200);
  const today = dayAtSite(new Date(), me.time_zone);
  const report = operationOf(definitions, REPORT)!;
  const month = `${sitePath(report.path)}?first=${first(today)}&last=${today}`;
  const ofMonth = useQuery({
    queryKey: ["accounts", month],
    enabled: may(report, me),
    queryFn: async () => (await ask<{ employees: Account[] }>("GET", month)).body.employees,
  });
  const named = useQuery({
    queryKey: ["accounts", "named", text],
    enabled: text !== "",
    queryFn: async () => {
      const { body } = await ask<{ items: { person: string; name: string }[] }>("GET", `${sitePath("/sites/{site}/people")}?q=${encodeURIComponent(text)}`);
      return body.items.map(({ person, name }): Account => ({ employee: person, name }));
    },
  });
  const shown = text === "" ? ofMonth : named;
  return (
    <Stack maw={860}>
      <Title order={2} size="h3">
        {say("accounts")}
      </Title>
      <TextInput
        size="md"
        maw={420}
        aria-label={say("search")}
        placeholder={labelOf(words, "employee")}
        leftSection={<Search size={16} />}
        value={typed}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {text === "" && ofMonth.isEnabled && <Text c="dimmed">{say("accountsOfMonth")}</Text>}
      {shown.isEnabled && shown.isPending && <Skeleton h={120} />}
      {shown.isLoadingError && <RefusalNote trouble={shown.error} />}
      {(shown.data?.length === 0 || !shown.isEnabled) && <Empty Icon={Landmark} said={say(text === "" ? "noAccounts" : "nobodyFound")} />}
      <Stack gap="xs">
        {shown.data?.map((each) => (
          <One key={each.employee} account={each} />
        ))}
      </Stack>
    </Stack>
  );
}

function One({ account: { employee, name, sums } }: { account: Account }) {
  const { words } = useKnown();
  const [, go] = useLocation();
  return (
    <CardButton to={() => go(`/accounts/${encodeURIComponent(employee)}`)}>
      <Group justify="space-between">
        <Text fw={600}>{name}</Text>
        {sums && (
          <Group gap="lg">
            {(["charged", "paid", "closing"] as const).map((each) => (
              <div key={each}>
                <Text size="xs" c="dimmed">
                  {labelOf(words, each, "AccountSums")}
                </Text>
                <Text fw={each === "closing" ? 700 : 400}>{money(sums[each].fen)}</Text>
              </div>
            ))}
          </Group>
        )}
      </Group>
    </CardButton>
  );
}

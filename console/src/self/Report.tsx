/** An owner reports: what it looks like, what it is, where, in their words (T-2.0). On a phone, by thumb. */
import { Button, Stack, Textarea, TextInput, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import {
  CircleQuestionMark, Droplets, Ellipsis, Flame, Hammer, House, LifeBuoy, Lightbulb, MessageSquareWarning, Snowflake, Trees,
  Umbrella, Zap, type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { filled } from "../forms/schema";
import { kept, useSending } from "../forms/sending";
import { useKnown } from "../shell/known";
import { NoAnswer, notifyDone, Refusal } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { inMine, say } from "../shell/words";
import { Photos } from "./Photos";
import { follow, useAlbum } from "./pictures";
import { Tiles } from "./Tiles";
import { Underway } from "./Underway";

interface Report {
  kind?: string;
  item?: string;
  category?: string;
  unit?: string;
  area?: string;
  words?: string;
}

/** In the order in which they are mostly needed, with what each is further asked. */
const KINDS: Record<string, { Icon: LucideIcon; asks: (keyof Report)[] }> = {
  repair_indoor: { Icon: House, asks: ["item", "unit"] },
  repair_public: { Icon: Trees, asks: ["area"] },
  complaint: { Icon: MessageSquareWarning, asks: ["category", "unit", "area"] },
  help: { Icon: LifeBuoy, asks: ["unit", "area"] },
  inquiry: { Icon: CircleQuestionMark, asks: ["unit", "area"] },
  suggestion: { Icon: Lightbulb, asks: ["unit", "area"] },
};
const ITEMS: Record<string, LucideIcon> = {
  plumbing: Droplets, electrical: Zap, waterproofing: Umbrella, decoration: Hammer, heating: Flame, cooling: Snowflake, other: Ellipsis,
};
/** Among one's units, somewhere else. */
const ELSEWHERE = "";

/** What is sent, or taken from who reports, without a field of its own. */
const UNSEEN = ["person", "channel"];

interface DeskSettings {
  terms: { categories: { key: string; name: { hant: string; hans: string; en: string }; retired: boolean }[] };
}

export default function ReportPage({ op }: PageOf) {
  const { me, words } = useKnown();
  const [, go] = useLocation();
  const onPhone = useMediaQuery("(max-width: 48em)", true);
  const { ticket } = useAlbum();
  const [report, setReport] = useState<Report>(() => (kept(op.name)?.form as Report | undefined) ?? { unit: me.units[0] });
  const { busy, unreached, problem, send, typed } = useSending<{ ticket: { id: string; forms: { number: string }[] } }>(
    op.name,
    sitePath(op.path),
    undefined,
    ({ body: { ticket: taken } }) => {
      const number = taken.forms[0]!.number;
      follow({ id: taken.id, number });
      notifyDone(number);
      go("/mine");
    },
  );
  const asks = KINDS[report.kind ?? ""]?.asks ?? [];
  const categories = useQuery({
    queryKey: ["categories"],
    enabled: asks.includes("category"),
    queryFn: async () => (await ask<DeskSettings>("GET", sitePath("/sites/{site}/desk"))).body.terms.categories,
  });
  const wrong = (field: keyof Report) => problem?.errors.find((each) => each.pointer === `/${field}`)?.detail;
  const elsewhere = asks.includes("area") && (!asks.includes("unit") || !report.unit);

  function change(what: Report): void {
    const next = { ...report, ...what };
    setReport(next);
    typed(next);
  }

  /** What this kind is asked, and no answer to what another kind was. */
  function submit(): void {
    const { kind, words: said } = report;
    const answers = asks.filter((each) => each !== (elsewhere ? "unit" : "area")).map((each) => [each, report[each]]);
    void send(filled({ ...Object.fromEntries(answers), kind, words: said, channel: onPhone ? "mobile" : "web" }));
  }

  if (ticket) return <Underway />;
  return (
    <Stack maw={640} gap="lg">
      <Title order={2} size="h3">
        {say("report")}
      </Title>
      <fieldset className="questions" disabled={busy || unreached}>
        <Photos />
        <Tiles
          legend={say("what")}
          choices={Object.entries(KINDS).map(([value, { Icon }]) => ({ value, Icon, label: words.kind![value]! }))}
          value={report.kind}
          choose={(kind) => change({ kind })}
          error={wrong("kind")}
        />
        {asks.includes("item") && (
          <Tiles
            legend={say("which")}
            choices={Object.entries(ITEMS).map(([value, Icon]) => ({ value, Icon, label: words.item![value]! }))}
            value={report.item}
            choose={(item) => change({ item })}
            error={wrong("item")}
          />
        )}
        {asks.includes("category") && categories.data && (
          <Tiles
            legend={say("which")}
            choices={categories.data.filter((each) => !each.retired).map(({ key, name }) => ({ value: key, label: inMine(name) }))}
            value={report.category}
            choose={(category) => change({ category })}
            error={wrong("category")}
          />
        )}
        {asks.includes("unit") && (
          <Tiles
            legend={say("where")}
            choices={[
              ...me.units.map((each) => ({ value: each, label: each, Icon: House })),
              ...(asks.includes("area") ? [{ value: ELSEWHERE, label: say("publicArea"), Icon: Trees }] : []),
            ]}
            value={report.unit ?? ELSEWHERE}
            choose={(unit) => change({ unit })}
            error={wrong("unit")}
          />
        )}
        {elsewhere && (
          <TextInput
            size="md"
            label={asks.includes("unit") ? say("publicArea") : say("where")}
            placeholder={say("areaHint")}
            required
            value={report.area ?? ""}
            onChange={(event) => change({ area: event.currentTarget.value })}
            error={wrong("area")}
          />
        )}
        {report.kind && (
          <Textarea
            size="md"
            autosize
            minRows={3}
            label={say("yourWords")}
            placeholder={say("wordsHint")}
            required
            value={report.words ?? ""}
            onChange={(event) => change({ words: event.currentTarget.value })}
            error={wrong("words")}
          />
        )}
      </fieldset>
      {problem && <Refusal problem={problem} of={UNSEEN} />}
      {unreached && <NoAnswer />}
      {report.kind && (
        <Button size="lg" loading={busy} onClick={() => (unreached ? void send(kept(op.name)!.form) : submit())}>
          {say(unreached ? "again" : "sendReport")}
        </Button>
      )}
    </Stack>
  );
}

/** One record: what it is, what is due, what may be done with it now, and how it came to be so. */
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleArrowRight, CircleSlash } from "lucide-react";
import { ask, isAbsent, sitePath } from "../api/client";
import { recordOf } from "../api/definitions";
import { calledOf } from "../reception/called";
import { Empty } from "../shell/Empty";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { recordPlace, type PageOf } from "../shell/places";
import { say } from "../shell/words";
import { Chain } from "./Chain";
import { Decided, type AskedFor } from "./Decided";
import { Differences, type Difference } from "./Differences";
import { Findings, type Finding } from "./Findings";
import { Frame } from "./Frame";
import { kindOf } from "./operations";
import { Parts } from "./Parts";
import { holder, inside, isObject, recordSpeech, type Shown } from "./reading";
import { About } from "./Value";

export default function RecordPage({ kind, id }: { kind: string; id: string }) {
  const { definitions, me } = useKnown();
  const op = recordOf(definitions, kind);
  if (!op) return <Empty Icon={CircleSlash} said={say("notShown")} />;
  const Page = recordPlace(op.name, me)?.page;
  if (Page) return <Page op={op} id={id} />;
  return <Record op={op} id={id} />;
}

/** Shown above the facts. */
const ABOVE = new Set(["state", "forms", "chain"]);

function Record({ op, id }: PageOf) {
  const known = useKnown();
  const path = sitePath(op.path, { [kindOf(op)]: id });
  const record = useQuery({ queryKey: ["record", path], queryFn: () => ask<Shown>("GET", path) });
  if (record.isPending) return <Skeleton h={240} />;
  if (record.data && isAbsent(record.error)) return <Empty Icon={CircleArrowRight} said={say("passedOn")} />;
  if (record.isLoadingError) return <RefusalNote trouble={record.error} />;

  const view = record.data.body;
  const found = inside(view);
  const speech = recordSpeech(known, op, view);
  const called = calledOf(found, known.names);
  const findings = (view.findings ?? found.findings ?? []) as Finding[];
  return (
    <About.Provider value={found}>
      <Frame op={op} id={id} etag={record.data.etag} view={view}>
        {findings.length > 0 && <Findings findings={findings} called={called} />}
        {Array.isArray(view.differences) && view.differences.length > 0 && (
          <Differences
            differences={view.differences as Difference[]}
            speech={speech.within("content" in found ? "content" : "asked")}
            called={called}
          />
        )}
        {Array.isArray(view.asks) && <Decided asks={view.asks as AskedFor[]} called={called} />}
        <Parts value={found} schema={speech.schema} without={ABOVE} />
        {isObject(found.chain) && <Chain title={speech.name("chain")} chain={found.chain} />}
        {found !== view && <Parts value={view} schema={op.answer ?? ""} without={new Set([holder(view)!])} />}
      </Frame>
    </About.Provider>
  );
}

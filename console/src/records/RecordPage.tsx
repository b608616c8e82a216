/** One record: what it is, what is due, what may be done with it now, and how it came to be so. */
import { Button, Card, Grid, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { IdCard } from "lucide-react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { may, nameOf, recordOf, type Operation } from "../api/definitions";
import { calledOf } from "../reception/called";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { addressOf, placeOf, recordPlace } from "../shell/places";
import { say } from "../shell/words";
import { Actions } from "./Actions";
import { Beside } from "./Beside";
import { Chain } from "./Chain";
import { Differences, type Difference } from "./Differences";
import { Findings, type Finding } from "./Findings";
import { Heading } from "./Heading";
import { kindOf, under, type Action } from "./operations";
import { Parts } from "./Parts";
import { Prints, type Paper } from "./Prints";
import { holder, inside, isObject, Speech, type Shown } from "./reading";
import { About } from "./Value";

export default function RecordPage({ kind, id }: { kind: string; id: string }) {
  const { definitions, me } = useKnown();
  const op = recordOf(definitions, kind);
  if (!op) return <Text>{say("nothing")}</Text>;
  const Page = recordPlace(op.name, me)?.page;
  if (Page) return <Page op={op} id={id} />;
  return <Record op={op} kind={kind} id={id} />;
}

/** Shown above the facts. */
const ABOVE = new Set(["state", "forms", "chain"]);

function Record({ op, kind, id }: { op: Operation; kind: string; id: string }) {
  const known = useKnown();
  const { definitions, me } = known;
  const queries = useQueryClient();
  const path = sitePath(op.path, { [kindOf(op)]: id });
  const record = useQuery({ queryKey: ["record", path], queryFn: () => ask<Shown>("GET", path) });
  if (record.isPending) return <Skeleton h={240} />;
  if (record.isError) return <RefusalNote trouble={record.error} />;

  const view = record.data.body;
  const found = inside(view);
  const viewed = new Speech(known, op.answer, found);
  const speech = found === view ? viewed : viewed.within(holder(view)!);
  const hanging = under(definitions, op).filter((each) => may(each, me));
  const again = () => void queries.invalidateQueries();
  return (
    <About.Provider value={found}>
      <Stack>
        <Heading found={found} speech={speech} called={nameOf(known.words, op)} of={{ kind, id }} />
        <Grid>
          <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
            <Card withBorder className="beside">
              <Title order={3} size="h6" mb="xs">
                {say("actions")}
              </Title>
              <Actions id={id} view={view} match={record.data.etag ?? undefined} changed={again} />
              <Papers id={id} papers={(view.papers ?? []) as Paper[]} hanging={hanging} changed={again} />
            </Card>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
            <Stack>
              {Array.isArray(view.findings) && view.findings.length > 0 && <Findings findings={view.findings as Finding[]} called={calledOf(found, known.names)} />}
              {Array.isArray(view.differences) && view.differences.length > 0 && (
                <Differences
                  differences={view.differences as Difference[]}
                  speech={speech.within("content" in found ? "content" : "asked")}
                  called={calledOf(found, known.names)}
                />
              )}
              <Parts value={found} schema={speech.schema} without={ABOVE} />
              {isObject(found.chain) && <Chain title={speech.name("chain")} chain={found.chain} />}
              {found !== view && <Parts value={view} schema={viewed.schema} without={new Set([holder(view)!])} />}
              <Beside hanging={hanging} kind={kind} id={id} actions={(view.allowed_actions ?? []) as Action[]} changed={again} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </About.Provider>
  );
}

interface PapersOf {
  id: string;
  papers: Paper[];
  hanging: Operation[];
  changed: () => void;
}

/** What of a record can be had on paper. */
function Papers({ id, papers, hanging, changed }: PapersOf) {
  const [, go] = useLocation();
  const card = hanging.find((each) => each.name === "pass-code");
  return (
    <Stack gap={6} mt="sm">
      {card && (
        <Button variant="default" leftSection={<IdCard size={16} aria-hidden />} onClick={() => go(addressOf(placeOf(card.name)!, id))}>
          {say("print")}
        </Button>
      )}
      <Prints id={id} papers={papers} prints={hanging.filter((each) => each.path.endsWith("/print"))} changed={changed} />
    </Stack>
  );
}

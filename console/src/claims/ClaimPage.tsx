/** A claim as its claimant, the GM and finance see it: the photograph of each receipt beside its line. */
import "./claims.css";
import { Card, Group, Skeleton, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { ask } from "../api/client";
import { labelOf } from "../forms/schema";
import { Chain } from "../records/Chain";
import { Findings, type Finding } from "../records/Findings";
import { Frame } from "../records/Frame";
import type { Action } from "../records/operations";
import { money, Speech, type Shown } from "../records/reading";
import { CardButton } from "../shell/CardButton";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import type { PageOf } from "../shell/places";
import { say } from "../shell/words";
import type { Claim } from "./claim";
import { Photo } from "./Photo";
import { usePhotos } from "./photos";
import { pathOf } from "./saving";

interface View extends Shown {
  claim: Claim & Shown;
  total: { fen: number };
  rest: { fen: number };
  allowed_actions: Action[];
}

export default function ClaimPage({ op, id }: PageOf) {
  const known = useKnown();
  const [, go] = useLocation();
  const path = pathOf(id);
  const found = useQuery({ queryKey: ["record", path], queryFn: () => ask<View>("GET", path) });
  const photo = usePhotos(id);
  if (found.isPending) return <Skeleton h={300} />;
  if (found.isLoadingError) return <RefusalNote trouble={found.error} />;
  const view = found.data.body;
  const { claim } = view;
  const speech = new Speech(known, op.answer).within("claim");
  const lines = speech.within("lines");
  const findings = (claim.findings ?? []) as Finding[];
  const sums: [string, number][] = [
    [labelOf(known.words, "from_advance"), claim.from_advance],
    [labelOf(known.words, "rest"), view.rest.fen],
  ];
  return (
    <Frame op={op} id={id} etag={found.data.etag} view={view}>
      <CardButton to={() => go(`/record/reception/${claim.reception}`)}>
        <Text size="sm" c="dimmed">
          {say("claimFor")}
        </Text>
        <Text fw={600}>{claim.reception_number}</Text>
        <Text size="sm">
          {speech.name("person_name")}: {String(claim.person_name)}
        </Text>
      </CardButton>
      {findings.length > 0 && <Findings findings={findings} called={{ line: Object.fromEntries(claim.lines.map((each) => [each.line, each.line_name])) }} />}
      <Card withBorder component="section" aria-label={speech.name("lines")}>
        {claim.lines.map((each, place) => (
          <div key={place} className="claim-line">
            <Photo url={photo(each.receipt.photo)} name={`${lines.within("receipt").name("photo")} ${place + 1}`} />
            <div>
              <Text fw={600}>{each.words}</Text>
              <Text size="sm">
                {each.receipt.seller} · {each.receipt.dated}
              </Text>
              {each.receipt.number && (
                <Text size="sm">
                  {lines.within("receipt").name("number")} {each.receipt.number}
                </Text>
              )}
              <Text size="xs" c="dimmed">
                {each.line_name} {money(each.cost)} · {lines.value("bearer", each.bearer)}
                {each.shares.map((share) => ` · ${share.unit} ${money(share.fen)}`)}
              </Text>
            </div>
            <Text fw={700} className="amount">
              {money(each.fen ?? 0)}
            </Text>
          </div>
        ))}
        <Group justify="flex-end" gap="xl" mt="sm">
          {sums.map(([name, fen]) => (
            <Text key={name} size="sm">
              {name} {money(fen)}
            </Text>
          ))}
          <Text size="lg" fw={700}>
            {say("total")} {money(view.total.fen)}
          </Text>
        </Group>
      </Card>
      {claim.chain ? <Chain title={speech.name("chain")} chain={claim.chain as Shown} /> : null}
    </Frame>
  );
}

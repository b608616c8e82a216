/** Passes as they are printed and carried (L-5): each the size of a card, with the code for the gate. */
import "./pass.css";
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { ArrowLeft, Printer } from "lucide-react";
import { useLocation } from "wouter";
import { ask, sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";
import { inMine, say } from "../shell/words";

interface AccessPass {
  id: string;
  number: string;
  name: string;
  stay: string;
  state: string;
  place: { room: string; bed: string } | null;
  valid_from: string;
  valid_until: string;
}

interface Printed {
  pass: AccessPass;
  /** None of a pass that counts no more. */
  svg: string | null;
}

async function gather(id: string): Promise<Printed> {
  const path = sitePath("/sites/{site}/passes/{pass}", { pass: id });
  const [found, code] = await Promise.all([
    ask<{ access_pass: AccessPass }>("GET", path),
    ask<{ svg: string | null }>("GET", `${path}/code`),
  ]);
  return { pass: found.body.access_pass, svg: code.body.svg };
}

/** `id` is of one pass, or of several with commas between them. */
export default function Pass({ id }: { id: string }) {
  const { words } = useKnown();
  const [, go] = useLocation();
  const found = useQueries({ queries: id.split(",").map((each) => ({ queryKey: ["pass", each], queryFn: () => gather(each) })) });
  const trouble = found.find((each) => each.isLoadingError)?.error;
  if (trouble) return <RefusalNote trouble={trouble} />;
  const passes = found.flatMap((each) => each.data ?? []);
  if (passes.length < found.length) return <Skeleton h={240} />;
  const printable = passes.some((each) => each.svg !== null);
  return (
    <Stack>
      <Title order={2} size="h3" className="pass-beside">
        {labelOf(words, "access_pass")}
      </Title>
      {passes.map(({ pass, svg }) =>
        svg === null ? (
          <Alert key={pass.id} color="red" title={`${pass.number} ${words.access_pass?.[pass.state] ?? ""}`} className="pass-beside">
            {say("passOver")}
          </Alert>
        ) : (
          <Card key={pass.id} pass={pass} svg={svg} />
        ),
      )}
      <Group className="pass-beside">
        <Button variant="default" leftSection={<ArrowLeft size={16} />} onClick={() => go(`/record/stay/${passes[0]!.pass.stay}`)}>
          {say("toStay")}
        </Button>
        {printable && (
          <Button leftSection={<Printer size={16} />} onClick={() => window.print()}>
            {say("print")}
          </Button>
        )}
      </Group>
      {printable && (
        <Text size="sm" c="dimmed" className="pass-beside">
          {say("passSize")}
        </Text>
      )}
    </Stack>
  );
}

function Card({ pass, svg }: { pass: AccessPass; svg: string }) {
  const { me, words } = useKnown();
  const rows = { valid_from: pass.valid_from, valid_until: pass.valid_until };
  return (
    <section className="pass" aria-label={`${labelOf(words, "access_pass")} ${pass.number}`}>
      <p className="pass-head">
        <span>{inMine(me.site_name)}</span>
        <strong>{labelOf(words, "access_pass")}</strong>
      </p>
      <div className="pass-said">
        <p className="pass-name">{pass.name}</p>
        {pass.place && (
          <p className="pass-place">
            {labelOf(words, "room")} {pass.place.room} · {labelOf(words, "bed")} {pass.place.bed}
          </p>
        )}
        <dl>
          {Object.entries(rows).map(([key, instant]) => (
            <div key={key}>
              <dt>{labelOf(words, key)}</dt>
              <dd>{shown(instant, me.time_zone)}</dd>
            </div>
          ))}
        </dl>
        <p className="pass-number">{pass.number}</p>
      </div>
      <img alt="" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
      <p className="pass-rule">{say("passRule")}</p>
    </section>
  );
}

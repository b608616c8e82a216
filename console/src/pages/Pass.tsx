/** A guest's pass as it is printed and carried (L-5): the size of a card, with the code for the gate. */
import "./Pass.css";
import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { shown } from "../shell/time";
import { inMine, say } from "../shell/words";

interface AccessPass {
  number: string;
  name: string;
  holder: string;
  stay: string;
  state: string;
  valid_from: string;
  valid_until: string;
}

interface Stay {
  beds: { guest: string; place: { room: string; bed: string } }[];
}

interface Printed {
  pass: AccessPass;
  place?: { room: string; bed: string };
  svg: string | null;
}

async function gather(id: string): Promise<Printed> {
  const path = sitePath("/sites/{site}/passes/{pass}", { pass: id });
  const [found, code] = await Promise.all([
    ask<{ access_pass: AccessPass }>("GET", path),
    ask<{ svg: string | null }>("GET", `${path}/code`),
  ]);
  const pass = found.body.access_pass;
  const stay = await ask<{ stay: Stay }>("GET", sitePath("/sites/{site}/stays/{stay}", { stay: pass.stay }));
  const place = stay.body.stay.beds.find((each) => each.guest === pass.holder)?.place;
  return { pass, place, svg: code.body.svg };
}

export default function Pass({ id }: { id: string }) {
  const { me, words } = useKnown();
  const found = useQuery({ queryKey: ["pass", id], queryFn: () => gather(id) });
  if (found.isPending) return <Skeleton h={240} />;
  if (found.isError) return <RefusalNote trouble={found.error} />;
  const { pass, place, svg } = found.data;
  if (svg === null) return <Text>{words.access_pass?.[pass.state]}</Text>;
  const rows = {
    number: pass.number,
    room: place?.room,
    bed: place?.bed,
    valid_from: shown(pass.valid_from, me.time_zone),
    valid_until: shown(pass.valid_until, me.time_zone),
  };
  return (
    <Stack>
      <section className="pass">
        <div>
          <h3>
            {inMine(me.site_name)} · {labelOf(words, "access_pass")}
          </h3>
          <strong>{pass.name}</strong>
          <dl>
            {Object.entries(rows).map(([key, value]) => (
              <div key={key}>
                <dt>{labelOf(words, key)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
        <img alt="" src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
      </section>
      <Button w="fit-content" onClick={() => window.print()}>
        {say("print")}
      </Button>
    </Stack>
  );
}

/** What hangs on a record and is not it: history, files, what else the API shows beside it. */
import { Card, Skeleton, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask, sitePath } from "../api/client";
import { nameOf, type Operation } from "../api/definitions";
import { placeOf } from "../shell/places";
import { useKnown } from "../shell/known";
import { RefusalNote } from "../shell/notes";
import { say } from "../shell/words";
import { Files } from "./Files";
import { kindOf, type Action } from "./operations";
import type { Shown } from "./reading";
import { Timeline } from "./Timeline";
import { Facts } from "./Value";

interface BesideOf {
  /** Operations that read what hangs on it. */
  hanging: Operation[];
  kind: string;
  id: string;
  actions: Action[];
  changed: () => void;
}

export function Beside({ hanging, kind, id, actions, changed }: BesideOf) {
  const { words } = useKnown();
  const history = hanging.find((each) => each.path.endsWith("/history"));
  const files = hanging.find((each) => each.path.endsWith("/files"));
  const others = hanging.filter(
    (each) => each !== history && each !== files && each.does !== "document" && !each.query && !placeOf(each.name),
  );
  const first = history ?? files ?? others[0];
  if (!first) return null;
  const pathOf = (op: Operation) => sitePath(op.path, { [kindOf(op)]: id });
  const mayAdd = kind !== "ticket" || actions.some((each) => each.command === "files");
  return (
    <Card withBorder>
      <Tabs defaultValue={first.name} keepMounted={false}>
        <Tabs.List mb="md">
          {history && <Tabs.Tab value={history.name}>{say("history")}</Tabs.Tab>}
          {files && <Tabs.Tab value={files.name}>{say("files")}</Tabs.Tab>}
          {others.map((each) => (
            <Tabs.Tab key={each.name} value={each.name}>
              {nameOf(words, each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {history && (
          <Tabs.Panel value={history.name}>
            <Timeline path={pathOf(history)} kind={kind} />
          </Tabs.Panel>
        )}
        {files && (
          <Tabs.Panel value={files.name}>
            <Files path={pathOf(files)} may={mayAdd} changed={changed} />
          </Tabs.Panel>
        )}
        {others.map((each) => (
          <Tabs.Panel key={each.name} value={each.name}>
            <Other op={each} path={pathOf(each)} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  );
}

function Other({ op, path }: { op: Operation; path: string }) {
  const shown = useQuery({ queryKey: ["beside", path], queryFn: () => ask<Shown>("GET", path) });
  if (shown.isPending) return <Skeleton h={80} />;
  if (shown.isLoadingError) return <RefusalNote trouble={shown.error} />;
  return <Facts value={shown.data.body} schema={op.answer} depth={1} />;
}

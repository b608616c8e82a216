/** What a day comes to, department by department: reported or not, and whether it adds up (T-4.7). */
import { Accordion, Badge, Card, Group, Text } from "@mantine/core";
import "@mantine/core/styles/Accordion.css";
import { labelOf } from "../forms/schema";
import { useKnown } from "../shell/known";
import { shown } from "../shell/time";
import { say } from "../shell/words";
import "./Day.css";
import { DepartmentReport } from "./DepartmentReport";

const FIGURES = ["carried_in", "issued", "completed", "open", "gone"] as const;

export interface Balance extends Record<(typeof FIGURES)[number], number> {
  /** Empty for what was not dispatched yet. */
  department: string;
}

export interface ReportState {
  department: string;
  reported_at: string | null;
  late: boolean;
  corrections: number;
}

interface DepartmentsOf {
  day: string;
  reports: ReportState[];
  balances: Balance[];
  closed?: boolean;
}

export function Departments({ day, reports, balances, closed = false }: DepartmentsOf) {
  const { me } = useKnown();
  const reported = new Map(reports.map((each) => [each.department, each]));
  const shownOnes = balances.filter((each) => reported.has(each.department) || FIGURES.some((key) => each[key] > 0));
  const [owed, others] = [
    shownOnes.filter((each) => reported.has(each.department)),
    shownOnes.filter((each) => !reported.has(each.department)),
  ];
  return (
    <>
      <Accordion
        variant="separated"
        multiple
        keepMounted={false}
        defaultValue={me.department ? [me.department] : []}
        className="departments"
      >
        {owed.map((each) => (
          <Accordion.Item key={each.department} value={each.department}>
            <Accordion.Control>
              <Line balance={each} report={reported.get(each.department)!} closed={closed} />
            </Accordion.Control>
            <Accordion.Panel>
              <DepartmentReport day={day} department={each.department} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {others.map((each) => (
        <Card key={each.department} withBorder>
          <Line balance={each} closed={closed} />
        </Card>
      ))}
    </>
  );
}

interface LineOf {
  balance: Balance;
  report?: ReportState;
  closed: boolean;
}

function Line({ balance, report, closed }: LineOf) {
  const { words, names } = useKnown();
  return (
    <Group justify="space-between" gap="sm">
      <div>
        <Text fw={600}>{names.department(balance.department) || say("atDesk")}</Text>
        {report && <Reported report={report} closed={closed} />}
      </div>
      <dl className="figures">
        {FIGURES.map((key) => (
          <div key={key}>
            <Text component="dt" size="xs" c="dimmed">
              {labelOf(words, key, "Balance")}
            </Text>
            <Text component="dd" m={0} fw={600}>
              {balance[key]}
            </Text>
          </div>
        ))}
      </dl>
    </Group>
  );
}

function Reported({ report, closed }: { report: ReportState; closed: boolean }) {
  const { words, me } = useKnown();
  if (!report.reported_at) {
    return (
      <Badge color={closed ? "red" : "gray"} variant="light" tt="none">
        {say("notReported")}
      </Badge>
    );
  }
  return (
    <Group gap={6}>
      <Badge color={report.late ? "orange" : "cyan"} variant="light" tt="none">
        {say(report.late ? "reportedLate" : "reported")} {shown(report.reported_at, me.time_zone)}
      </Badge>
      {report.corrections > 0 && (
        <Text size="xs" c="dimmed">
          {labelOf(words, "corrections")} {report.corrections}
        </Text>
      )}
    </Group>
  );
}

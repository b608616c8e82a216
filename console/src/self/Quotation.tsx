/** What a repair costs, line by line, and why it is not free (T-4.3.2). */
import { Card, Text } from "@mantine/core";
import { money } from "../records/reading";
import { useKnown } from "../shell/known";
import { inMine } from "../shell/words";

export interface Priced {
  lines: { code: string; name: Named; unit: Named; quantity: string; price: number; total: number }[];
  total: { fen: number };
}

type Named = { hant: string; hans: string; en: string };

export function Sum({ title, priced }: { title: string; priced: Priced }) {
  const { words } = useKnown();
  return (
    <Card withBorder p="sm" mb="xs" bg="var(--row-hover)">
      <Text fw={600} mb={6}>
        {title}
      </Text>
      <dl className="sum">
        {priced.lines.map((each) => (
          <div key={each.code}>
            <dt>
              {inMine(each.name)}
              <small>
                {money(each.price)} / {inMine(each.unit)} × {each.quantity}
              </small>
            </dt>
            <dd>{money(each.total)}</dd>
          </div>
        ))}
        <div className="total">
          <dt>{words.field!.total}</dt>
          <dd>{money(priced.total.fen)}</dd>
        </div>
      </dl>
    </Card>
  );
}

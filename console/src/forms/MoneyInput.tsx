/** An amount: yuan on the screen, whole fen in the form. */
import { NumberInput, type NumberInputProps } from "@mantine/core";

const FEN = 100;

interface Props extends Omit<NumberInputProps, "value" | "onChange"> {
  fen: number | undefined;
  set: (fen: number | undefined) => void;
}

export function MoneyInput({ fen, set, ...more }: Props) {
  return (
    <NumberInput
      prefix="¥ "
      decimalScale={2}
      fixedDecimalScale
      thousandSeparator=","
      hideControls
      inputMode="decimal"
      value={fen === undefined ? "" : fen / FEN}
      onChange={(yuan) => set(yuan === "" ? undefined : Math.round(Number(yuan) * FEN))}
      {...more}
    />
  );
}

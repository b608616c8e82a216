/** How far something has come, as points on a line. */
interface WayOf {
  points: string[];
  /** Which point it is at. */
  at: number;
  called: (point: string) => string;
}

export function Way({ points, at, called }: WayOf) {
  return (
    <ol className="way">
      {points.map((each, place) => (
        <li key={each} data-passed={place <= at || undefined} aria-current={place === at ? "step" : undefined}>
          {called(each)}
        </li>
      ))}
    </ol>
  );
}

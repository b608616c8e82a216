/** The few pictures that the console has, drawn on a field of 24 by 24. */
interface Icon {
  size: number;
}

function drawn(path: string) {
  return ({ size }: Icon) => (
    <svg
      aria-hidden
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}

export const IconBell = drawn("M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4M12 5V3");
export const IconCheck = drawn("M5 13l4 4L19 7");
export const IconCross = drawn("M6 6l12 12M18 6L6 18");
export const IconLanguage = drawn("M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18");
export const IconMoon = drawn("M20 14A8 8 0 1 1 10 4a7 7 0 0 0 10 10z");
export const IconPerson = drawn("M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c1-5 4-7 8-7s7 2 8 7");
export const IconSearch = drawn("M4 10a6 6 0 1 0 12 0a6 6 0 1 0-12 0M15 15l6 6");
export const IconWarning = drawn("M12 3L2 21h20zM12 10v5M12 18v.01");

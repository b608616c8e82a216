/** A button that unfolds a menu. What menus are drawn with is loaded when the first is pressed. */
import type { LucideIcon } from "lucide-react";
import { cloneElement, lazy, Suspense, useState, type ReactElement } from "react";

export interface Item {
  label: string;
  chosen: () => void;
  Icon?: LucideIcon;
  lang?: string;
  /** Whether it is how things are now. */
  current?: boolean;
  /** Whether it stands below a line. */
  apart?: boolean;
}

export interface MenuOf {
  button: ReactElement<{ onClick?: () => void; "aria-haspopup"?: "menu" }>;
  heading?: string;
  items: Item[];
}

const Unfolded = lazy(() => import("./Unfolded"));

export function MenuButton(menu: MenuOf) {
  const [pressed, setPressed] = useState(false);
  const { button } = menu;
  if (!pressed) return cloneElement(button, { onClick: () => setPressed(true), "aria-haspopup": "menu" });
  return (
    <Suspense fallback={button}>
      <Unfolded {...menu} />
    </Suspense>
  );
}

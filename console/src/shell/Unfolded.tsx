/** A menu that is open, and the button that folds it up. */
import "./later.css";
import { Menu } from "@mantine/core";
import { Fragment } from "react";
import type { MenuOf } from "./MenuButton";

export default function Unfolded({ button, heading, items }: MenuOf) {
  return (
    <Menu defaultOpened returnFocus position="bottom-end" width={240}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        {heading && <Menu.Label>{heading}</Menu.Label>}
        {items.map(({ label, chosen, Icon, lang, current = false, apart = false }) => (
          <Fragment key={label}>
            {apart && <Menu.Divider />}
            <Menu.Item leftSection={Icon && <Icon size={16} aria-hidden />} onClick={chosen} lang={lang} fw={current ? 700 : undefined}>
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the pages say that are not the first; it comes with the first of them. */
import { APPROVING } from "./approving";
import { BEDS } from "./beds";
import { CARS } from "./cars";
import { CLAIMS } from "./claims";
import { DESK } from "./desk";
import { FAMILY } from "./family";
import { GATE } from "./gate";
import { IMPORTS } from "./imports";
import { PRINTING } from "./printing";
import { RECEPTION } from "./reception";
import { SELF } from "./self";
import { SETTLING } from "./settling";

export const ROOMS = { ...APPROVING, ...BEDS, ...CARS, ...CLAIMS, ...DESK, ...FAMILY, ...GATE, ...IMPORTS, ...PRINTING, ...RECEPTION, ...SELF, ...SETTLING };

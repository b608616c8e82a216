/** Draws nothing: it brings the styles and the words that the first view can do without. */
import "./later.css";
import { ROOMS } from "../words/rooms";
import { learn } from "./words";

learn(ROOMS);

export default function Later() {
  return null;
}

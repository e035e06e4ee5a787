// The therapist's desk: needs the network, keeps nothing on the machine.
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "./clinic.css";
import "../ui/theme";
import { render } from "preact";
import { Desk } from "./Desk";

render(<Desk />, document.getElementById("root") as HTMLElement);

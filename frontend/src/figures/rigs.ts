// The rigs: views of one body, as SVG text.
import back from "../../../exercises/figures/back.svg?raw";
import front from "../../../exercises/figures/front.svg?raw";
import side from "../../../exercises/figures/side.svg?raw";

export const RIGS: Record<string, string> = { side, front, back };

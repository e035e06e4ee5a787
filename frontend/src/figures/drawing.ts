// All it takes to draw a figure. It loads by itself, so that the first screen's text does not wait for drawings.
export { paint, person } from "./person";
export { applyPose, makeRig, type Rig, tween } from "./pose";
export { RIGS } from "./rigs";

// The curator's two pages that need the apps' own components: the preview inside its phone, and the pose editor.
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/controls.css";
import "../patient/patient.css";
import "../patient/session/session.css";
import "./curation.css";
import { render } from "preact";
import { setLanguage } from "../i18n";
import { PoseEditor } from "./PoseEditor";
import { Preview } from "./Preview";
import { loadVersion } from "./version";

const root = document.getElementById("root") as HTMLElement;
const base = location.pathname.replace(/(show\/\w+|poses)\/$/, "");
const shows = /show\/(\w+)\/$/.exec(location.pathname)?.[1];

try {
  const version = await loadVersion(base);
  if (shows) {
    await setLanguage(shows === "es" ? "es" : "en");
    render(<Preview version={version} />, root);
  } else {
    render(<PoseEditor version={version} base={base} />, root);
  }
} catch (error) {
  render(
    <p class="notice">This version could not be loaded ({String(error)}). Go back and open it again.</p>,
    root,
  );
}

// What is shown when a screen breaks: what to do next, instead of an empty page.
import { Component, type ComponentChildren } from "preact";

interface Props {
  title: string;
  text: string;
  reload: string;
  children: ComponentChildren;
}

export class Safely extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError() {
    return { broken: true };
  }

  render({ title, text, reload, children }: Props) {
    if (!this.state.broken) return children;
    return (
      <main class="stack screen">
        <h1>{title}</h1>
        <p>{text}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {reload}
        </button>
      </main>
    );
  }
}

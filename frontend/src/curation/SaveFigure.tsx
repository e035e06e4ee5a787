// Saves the figure over the one it was made from; when somebody else saved another one meanwhile, shows theirs to choose.
import { useState } from "preact/hooks";
import type { FigureData } from "../domain/plan";
import { Figure } from "../figures/Figure";
import { type SavedFigure, saveFigure, type Version } from "./version";

interface Props {
  version: Version;
  base: string;
  figure: FigureData;
  onChange: (figure: FigureData) => void;
}

export function SaveFigure({ version, base, figure, onChange }: Props) {
  const [from, setFrom] = useState<FigureData | undefined>(version.content.figure);
  const [said, setSaid] = useState<SavedFigure>();
  const [about, setAbout] = useState<FigureData>();
  const take = (other: FigureData) => {
    const next = { ...figure, ...other };
    setFrom(other);
    setAbout(next);
    onChange(next);
  };
  const save = async (over = from) => {
    const answer = await saveFigure(base, figure, over);
    setSaid(answer);
    setAbout(figure);
    if (answer.figure) take(answer.figure);
  };
  // What was said is about the figure as it was then.
  const heard = about === figure ? said : undefined;
  return (
    <>
      <button type="button" class="button" disabled={!version.editable} onClick={() => void save()}>
        Save figure
      </button>
      <p role="status">{heard?.detail}</p>
      {heard?.signedOut && (
        <p>
          <a href="/?next=/admin/" target="_blank" rel="noopener">
            Sign in in another tab
          </a>
          , then save here again.
        </p>
      )}
      {heard?.theirs && (
        <Theirs
          theirs={heard.theirs}
          take={() => {
            take(heard.theirs as FigureData);
            setSaid(undefined);
          }}
          keep={() => void save(heard.theirs)}
        />
      )}
    </>
  );
}

interface TheirsProps {
  theirs: FigureData;
  take: () => void;
  keep: () => void;
}

/** The figure that somebody else saved meanwhile, to take or to replace. */
function Theirs({ theirs, take, keep }: TheirsProps) {
  return (
    <section class="theirs" aria-label="The figure someone else saved">
      <h2>The figure someone else saved</h2>
      <Figure figure={theirs} alt="The figure someone else saved" />
      <div class="row">
        <button type="button" class="button-soft" onClick={take}>
          Use that one
        </button>
        <button type="button" class="button-soft" onClick={keep}>
          Save mine instead
        </button>
      </div>
    </section>
  );
}

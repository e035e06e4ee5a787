// Correcting or withdrawing what staff wrote, with a typed reason; and what it said before, shown when it is asked for.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Answer } from "../../ui/request";
import { Sheet } from "../../ui/Sheet";
import { Fault } from "../Problem";
import { useSending } from "../sending";
import type { Correction } from "../types";
import { moment } from "../zones";

interface Written {
  revision: number;
  withdrawn: boolean;
  corrections: Correction[];
}

interface ToolsProps {
  row: Written;
  /** What is corrected, for those who hear the button: "note of Nov 3". */
  what: string;
  /** The fields of a correction, filled with what stands now. */
  fields: ComponentChildren;
  correct: (form: FormData, because: string, sent: string) => Promise<Answer<unknown>>;
  withdraw: (because: string, sent: string) => Promise<Answer<unknown>>;
  onDone: () => Promise<void> | void;
}

export function CorrectionTools({ row, what, fields, correct, withdraw, onDone }: ToolsProps) {
  const [asking, setAsking] = useState<"correct" | "withdraw" | null>(null);
  const { isBusy, problem, setProblem, send } = useSending();
  if (row.withdrawn) return null;
  const open = (wanted: "correct" | "withdraw") => {
    setProblem(null);
    setAsking(wanted);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const because = String(form.get("because"));
    void send(
      (sent) => (asking === "correct" ? correct(form, because, sent) : withdraw(because, sent)),
      async () => {
        setAsking(null);
        await onDone();
      },
    );
  };
  return (
    <>
      <span class="row tight">
        <button
          type="button"
          class="button-quiet small"
          aria-label={`Correct: ${what}`}
          onClick={() => open("correct")}
        >
          Correct
        </button>
        <button
          type="button"
          class="button-quiet small"
          aria-label={`Withdraw: ${what}`}
          onClick={() => open("withdraw")}
        >
          Withdraw
        </button>
      </span>
      {asking && (
        <Sheet
          title={asking === "correct" ? `Correct the ${what}` : `Withdraw the ${what}`}
          onClose={() => setAsking(null)}
        >
          <form class="stack" onSubmit={submit}>
            {asking === "correct" ? (
              fields
            ) : (
              <p>It stays in the record, marked as withdrawn, and no longer counts.</p>
            )}
            <label class="field">
              <span>Why?</span>
              <input name="because" required minLength={5} maxLength={300} autocomplete="off" />
            </label>
            <Fault problem={problem} />
            <button type="submit" class="button" disabled={isBusy}>
              {asking === "correct" ? "Save the correction" : "Withdraw it"}
            </button>
            <button type="button" class="button-soft" onClick={() => setAsking(null)}>
              Cancel
            </button>
          </form>
        </Sheet>
      )}
    </>
  );
}

interface HistoryProps {
  row: Written;
  /** What it said, in words. */
  text: (was: Record<string, unknown>) => string;
}

export function History({ row, text }: HistoryProps) {
  if (row.corrections.length === 0) return null;
  return (
    <details class="history small">
      <summary>{row.withdrawn ? "Withdrawn" : "Corrected"}</summary>
      <ol class="lines">
        {row.corrections.map((each) => (
          <li key={each.at}>
            <span>
              {each.act === "withdrawn" ? "Withdrawn" : "Corrected"} by {each.by}, {moment(each.at)}:{" "}
              {each.because}
              {each.act === "corrected" && <> It said: {text(each.was)}</>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

// Newer versions of exercises in the program: what differs, and a button to take them. Nothing changes by itself.
import { useState } from "preact/hooks";
import { api } from "../../api/client";
import { Fault } from "../Problem";
import { type OpenAnswer, OpenAnswers, readAnswers } from "../program-builder/OpenAnswers";
import { codeOf, useSending } from "../sending";
import type { Offer } from "../types";

interface Props {
  id: string;
  offers: Offer[];
  /** The open safety answers on the page: a new version goes out with a reason only. */
  answers: OpenAnswer[];
  onTaken: () => Promise<void>;
}

export function Offers({ id, offers, answers, onTaken }: Props) {
  const [reason, setReason] = useState("");
  const { isBusy, problem, retry, send } = useSending("You're offline. Nothing was changed. Try again.");
  if (offers.length === 0) return null;
  const take = (offer: Offer) =>
    send(async (sent) => {
      const answer = await api.POST("/api/v1/patients/{patient_id}/program/updates", {
        params: { path: { patient_id: id } },
        body: {
          id: sent,
          exercises: { [offer.exercise]: offer.to_version },
          ...readAnswers(answers, reason),
        },
      });
      // Another answer has come: it belongs on the screen before anything is published.
      if (codeOf(answer) === "newer_answer") await onTaken();
      return answer;
    }, onTaken);
  return (
    <section class="stack" aria-label="Newer versions">
      {offers.map((offer) => (
        <div class="notice stack" key={offer.exercise}>
          <p>
            <b>{offer.name}</b> has a newer version. This patient keeps version {offer.from_version} until you
            change it; the dose stays.
          </p>
          <details>
            <summary>What is different ({offer.changes.length})</summary>
            <dl class="changes">
              {offer.changes.map((change) => (
                <div key={change.place}>
                  <dt>{change.place}</dt>
                  <dd>
                    {change.pieces.map((piece, index) => {
                      const Tag = piece.kind === "gone" ? "del" : piece.kind === "new" ? "ins" : "span";
                      return <Tag key={`${index} ${piece.kind}`}>{piece.text} </Tag>;
                    })}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
          <button type="button" class="button-soft" disabled={isBusy} onClick={() => void take(offer)}>
            Use version {offer.to_version} from now on
          </button>
        </div>
      ))}
      <OpenAnswers answers={answers} reason={reason} onReason={setReason} />
      <Fault problem={problem} retry={retry} />
    </section>
  );
}

// Newer versions of exercises in the program: what differs, and a button to take them. Nothing changes by itself.
import { api } from "../../api/client";
import { useSending } from "../sending";
import type { Offer } from "../types";

export function Offers({
  id,
  offers,
  onTaken,
}: {
  id: string;
  offers: Offer[];
  onTaken: () => Promise<void>;
}) {
  const { isBusy, problem, send } = useSending("No network. Nothing was changed; try again.");
  if (offers.length === 0) return null;
  const take = (offer: Offer) =>
    send(
      (sent) =>
        api.POST("/api/v1/patients/{patient_id}/program/updates", {
          params: { path: { patient_id: id } },
          body: { id: sent, exercises: { [offer.exercise]: offer.to_version } },
        }),
      onTaken,
    );
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
      {problem && (
        <p class="fault" role="alert">
          {problem.detail}
        </p>
      )}
    </section>
  );
}

// What an exercise or a template stands on: its sources with what they found, and who reviewed it in kind.
import type { CatalogueItem } from "../types";

interface Props {
  sources: CatalogueItem["sources"];
  reviewedBy: string;
}

export function Evidence({ sources, reviewedBy }: Props) {
  return (
    <>
      <ul class="small evidence">
        {sources.map(({ citation, finding, is_opinion }) => (
          <li key={citation}>{is_opinion ? finding : `${citation} ${finding}`}</li>
        ))}
      </ul>
      <p class="small soft">Last reviewed {reviewedBy}.</p>
    </>
  );
}

/** "Expert opinion" or how many sources, for a line in a list. */
export function evidenceInShort(sources: CatalogueItem["sources"]): string {
  const studies = sources.filter(({ is_opinion }) => !is_opinion);
  if (studies.length === 0) return "expert opinion";
  return studies.map(({ citation }) => citation.replace(/^(\S+).*?(\d{4}).*$/, "$1 $2")).join(", ");
}

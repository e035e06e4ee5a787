// A request that failed, in words, with what to do next.

export function ProblemNote({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <div class="notice row between" role="alert">
      <span>{text}</span>
      {onRetry && (
        <button type="button" class="button-soft" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

// Which number to call, guessed from the phone's time zone; 112 reaches help from most mobile phones in the world.
const BY_ZONE: [RegExp, string][] = [
  [/^America\/(Mexico_City|Cancun|Tijuana|Monterrey)/, "911"],
  [
    /^(America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Boise|Anchorage|Toronto|Vancouver|Edmonton|Winnipeg|Halifax|St_Johns|Regina|Indiana|Kentucky|North_Dakota)|US\/|Canada\/|Pacific\/Honolulu)/,
    "911",
  ],
  [/^Europe\/(London|Belfast|Jersey|Guernsey|Isle_of_Man)/, "999"],
  [/^Australia\//, "000"],
  [/^Pacific\/(Auckland|Chatham)/, "111"],
];

export function emergencyNumber(zone: string): string {
  return BY_ZONE.find(([pattern]) => pattern.test(zone))?.[1] ?? "112";
}

/** Somebody to talk to, day and night: 988 in the US and Canada, Samaritans in the UK, Lifeline in Australia, 1737 in New
 * Zealand; elsewhere the emergency number, since no line is known for every country. */
export function crisisLine(zone: string): string {
  const number = emergencyNumber(zone);
  if (number === "911" && !/Mexico|Cancun|Tijuana|Monterrey/.test(zone)) return "988";
  return { "999": "116123", "000": "131114", "111": "1737" }[number] ?? number;
}

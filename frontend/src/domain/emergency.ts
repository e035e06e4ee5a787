// Which number to call where this phone is: the country's own, by its time zone. The server says the same
// (backend/common/emergency_numbers.py): a number, then the zones it holds for; the first that matches.
const BY_ZONE =
  `192 America/(Araguaina|Bahia$|Belem|Boa|Campo|Cuiaba|Eirun|Fortal|Maceio|Manaus|Noronha|Porto_|Recife|Rio_B|Santarem|Sao_P)|Asia/(Yangon|Rangoon)
131 America/(Coyh|Punta|Santiago)|Pacific/Easter
107 America/(Argen|Buenos|Catam|Cordoba|Jujuy|Mendoza|Rosario)
123 America/Bogota|Africa/Cairo
106 America/Lima
118 America/La_Paz
104 America/Havana
116 America/Port-au
115 America/Param|Asia/(Ho_Chi|Saigon|Tehran)
913 America/Guyana
811 America/Port_of
511 America/Barb
112 America/(Cayenne|Guadel|Martin|Marigot|St_Bar|Miquel|Nuuk|Godthab|Danm|Scores|Thule)
911 America/|US/|Canada/|Atlantic/Berm|Pacific/(Honol|Johns|Guam|Saipan|Pago|Midway|Wake|Palau|Fiji|Galap)|Asia/(Manila|Amman)
999 Europe/(Lon|Belf|Jers|Guern|Isle|Dub)|Asia/(Hong|Maca|Kuala|Kuch|Dha|Bahr|Qat)|Africa/Nairobi|Atlantic/Stanley
000 Australia/|Antarctica/Macq
111 Pacific/(Auck|Chath)|Antarctica/McM
119 Asia/(Tok|Seoul|Taip|Phnom)
120 Asia/(Shang|Urum)
995 Asia/Sing
1669 Asia/Bangk
1122 Asia/Kara
1990 Asia/Colom
102 Asia/Kat|Indian/Maldives
101 Asia/(Jer|Tel)
140 Asia/Beirut
997 Asia/Riy
998 Asia/Dubai
9999 Asia/Muscat
190 Africa/Tunis`
    .split("\n")
    .map((line) => line.split(" ") as [string, string]);

/** What to dial; 112 reaches help from most cell phones in the world. */
export function emergencyNumber(zone: string): string {
  return BY_ZONE.find(([, zones]) => new RegExp(`^(${zones})`).test(zone))?.[0] ?? "112";
}

/** Somebody to talk to, day and night: 988 in the US and Canada, Samaritans in the UK and Ireland, Lifeline in
 * Australia, 1737 in New Zealand; elsewhere the emergency number, since no line is known for every country. */
export function crisisLine(zone: string): string {
  const number = emergencyNumber(zone);
  if (
    /^(US|Canada)\/|Honolulu|^America\/(New_|Chic|Denv|Los_|Phoe|Detr|Boise|Anch|Toro|Vanc|Edmo|Winn|Hali|St_J|Regi|Indi|Kentu|North_|Juneau|Sitka|Nome|Puerto)/.test(
      zone,
    )
  )
    return "988";
  if (/^Europe\/(Lon|Belf|Jers|Guern|Isle|Dub)/.test(zone)) return "116123";
  return { "000": "131114", "111": "1737" }[number] ?? number;
}

// Made by scripts/emergency_zones.py of backend/common/emergency_numbers.py and tzdata; do not edit.
// A line with a slash begins an area and says what holds in most of it; the lines after it say where not.
export const UNSURE = ["911", "112"];
export const ZONES = `/
101 Israel
104 Cuba
110 Jamaica
111;1737 NZ NZ-CHAT
112 CET EET Iceland MET Poland Portugal Turkey W-SU WET
115 Iran
119 Japan ROC ROK
120 PRC
123 Egypt
193 Libya
911 Kwajalein
911;988 CST6CDT EST EST5EDT HST MST MST7MDT Navajo PST8PDT
995 Singapore
999 Hongkong
999;116123 Eire GB GB-Eire
Africa/112
101,18 Nouakchott
112,18 Ouagadougou
112,193 Accra
112,199 Lagos
114 Asmara Asmera
115,112 Malabo
116 Banjul
117 Maputo
117,999 Freetown
118 Brazzaville Lome
118,112 Bissau Kinshasa Lubumbashi
119,112 Douala
121,112 Maseru
1220 Bangui
123 Cairo
1300 Libreville
14 Algiers
15 Bamako Casablanca El_Aaiun Niamey Timbuktu
1515,18 Dakar
18 Djibouti Ndjamena
185,180 Abidjan
190 Tunis
193 Tripoli
907,911 Addis_Ababa
911 Monrovia
911,112 Conakry
912,112 Kigali
977,999 Mbabane
994 Harare
997 Gaborone
998 Blantyre
999 Juba Kampala Khartoum Mogadishu Nairobi
America/911;988
104 Havana
106,105 Lima
107 Argentina/Buenos_Aires Argentina/Catamarca Argentina/ComodRivadavia Argentina/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos Argentina/Salta Argentina/San_Juan Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Buenos_Aires Catamarca Cordoba Jujuy Mendoza Rosario
110 Jamaica
112 Danmarkshavn Godthab Martinique Nuuk Scoresbysund Thule
115 Paramaribo
116,118 Port-au-Prince
118 La_Paz
123 Bogota Guatemala
128 Managua
131 Coyhaique Punta_Arenas Santiago
15,112 Cayenne Guadeloupe Marigot Miquelon St_Barthelemy
192 Araguaina Bahia Belem Boa_Vista Campo_Grande Cuiaba Eirunepe Fortaleza Maceio Manaus Noronha Porto_Acre Porto_Velho Recife Rio_Branco Santarem Sao_Paulo
511 Barbados
811,999 Port_of_Spain
911 Anguilla Antigua Aruba Asuncion Bahia_Banderas Belize Cancun Caracas Cayman Chihuahua Ciudad_Juarez Coral_Harbour Costa_Rica Curacao Dominica El_Salvador Ensenada Grand_Turk Grenada Guayaquil Hermosillo Kralendijk Matamoros Mazatlan Merida Mexico_City Monterrey Montevideo Montserrat Nassau Ojinaga Panama Santa_Isabel Santo_Domingo St_Kitts St_Lucia St_Vincent Tijuana Tortola
911,199 Tegucigalpa
911,919 Lower_Princes
913 Guyana
Antarctica/911,112
000;131114 Macquarie
Arctic/113
Asia/112
03,112 Ashgabat Ashkhabad
101 Gaza Hebron Jerusalem Tel_Aviv
102 Kabul Kathmandu Katmandu
103 Almaty Aqtau Aqtobe Atyrau Baku Bishkek Choibalsan Dushanbe Hovd Oral Qostanay Qyzylorda Samarkand Tashkent Ulaanbaatar Ulan_Bator Yerevan
110 Damascus
1122 Karachi
115 Ho_Chi_Minh Saigon Tehran
119 Phnom_Penh Pyongyang Seoul Taipei Tokyo
120 Chongqing Chungking Harbin Kashgar Shanghai Urumqi
122 Baghdad
140 Beirut
1669 Bangkok
191 Aden
192,199 Rangoon Yangon
195 Vientiane
1990,110 Colombo
911 Amman Manila
991 Brunei
995 Singapore
997 Riyadh
998 Dubai
999 Bahrain Dacca Dhaka Hong_Kong Kuala_Lumpur Kuching Macao Macau Qatar
9999 Muscat
Atlantic/112
113 Jan_Mayen
130 Cape_Verde
911 Bermuda St_Helena
911,112 South_Georgia
999 Stanley
Australia/000;131114
Brazil/192
Canada/911;988
Chile/131
Europe/112
103 Kiev Kyiv Minsk Simferopol Uzhgorod Zaporozhye
113 Oslo
118 San_Marino
124 Sarajevo
144 Vaduz Vienna Zurich
194 Skopje
194,112 Belgrade
999;116123 Belfast Dublin Guernsey Isle_of_Man Jersey London
Indian/911,112
000;131114 Christmas Cocos
102 Maldives
112 Mayotte Reunion
114 Mauritius
117 Antananarivo
18 Comoro
999 Mahe
Mexico/911
Pacific/911
111 Bougainville Nauru Port_Moresby Truk Yap
111;1737 Auckland Chatham
112 Efate
131 Easter
15 Gambier Marquesas Noumea Tahiti Wallis
194 Enderbury Kanton Kiritimati Tarawa
911,112 Fakaofo Pitcairn
911;988 Guam Honolulu Johnston Midway Pago_Pago Saipan Samoa Wake
955,000;131114 Norfolk
998 Rarotonga
999 Guadalcanal Niue Ponape
US/911;988`;

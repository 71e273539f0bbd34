"""Headlines of reports on conflicts are understood whole."""

import pytest
from casualty_rows import noted

from briefing.model.parsers.casualties.parse import count


# Headlines, most from the sources that the UCDP GED names.
@pytest.mark.parametrize(
    ("headline", "rows"),
    [
        ("Islamic State militants attack Libya courthouse, killing 4", "killed 4"),
        ("Killing of 22 in Dibilou village, Centre-Nord region", "killed 22"),
        (
            "Saudi-led airstrikes kill dozen Houthi rebels in Yemen's Marib: source",
            "killed ~12 Houthi rebels",
        ),
        ("Five wounded in attack on bus ferrying Chinese workers in Pakistan", "wounded 5"),
        (
            "2 Abu Sayyaf members killed, 6 others wounded in S. Philippines",
            "killed 2 Abu Sayyaf members; wounded 6",
        ),
        ("Four dead in suicide bombing in Libya's Misrata: security sources", "killed 4"),
        ("2 Soldiers die in northwest Colombia rebel attack", "killed 2 Soldiers"),
        ("6 militants killed in fresh drone strike in Afghanistan", "killed 6 militants"),
        ("13 Taliban rebels killed in Kandahar clashes", "killed 13 Taliban rebels"),
        ("At least 26 killed in attack in South-West Cameroon - medical officer", "killed 26.."),
        ("13 killed in violence in Pakistan's Karachi", "killed 13"),
        ("Suspected rebels kill 10 in east DR Congo attack", "killed 10"),
        ("WRAPUP 5-Syria attack kills 21", "killed 21"),
        (
            "UPDATE 2-Algerian forces kill 22 Islamic State-tied militants -military",
            "killed 22 Islamic State-tied militants",
        ),
        ("179 died yesterday, including 40 of the regime forces and armed loyalists", "killed 179"),
        ("Wave of Iraq attacks kills 58", "killed 58"),
        ("UPDATE 1-Drone strike kills at least two in Somalia - residents", "killed 2.."),
        ("US-led raids kill 56 IS militants in Iraq - website", "killed 56 IS militants"),
        ("32 Insurgents Were Killed!", "killed 32 Insurgents"),
        ("10+ Dead in Bangui As French Defence Minister Visits Central Africa", "killed 10.."),
        ("Philippine troops kill six Abu Sayyaf militants", "killed 6 Abu Sayyaf militants"),
        (
            "69 persons killed across Syria yesterday, including 37 regime soldiers and loyalists",
            "killed 69 persons",
        ),
        ("About 150 Syrians were killed yesterday, Tuesday", "killed ~150 Syrians"),
        ("About 150 Syrians were killed yesterday, Wednesday", "killed ~150 Syrians"),
        (
            "Regime soldier killed | Exchange of fire and clashes cut off M5 highway near Saraqeb.",
            "killed 1 Regime soldier",
        ),
        (
            "107 were killed yesterday, including 38 of the regime forces and armed loyalists",
            "killed 107",
        ),
        ("RDC : 16 morts après 2 jours des combats entre miliciens à Masisi", "killed 16"),
        ("Nine Taleban killed in clashes with security forces in Afghan south", "killed 9 Taleban"),
        ("Islamist gunmen attack western Mali town, 12 dead", "killed 12"),
        (
            "Thirteen insurgents killed in NATO drone attack in Afghan north - agency",
            "killed 13 insurgents",
        ),
        ("Four dead, 56 wounded in Colombian shopping blast.", "killed 4; wounded 56"),
        (
            "Police kill two unidentified men in Russia' Kabarda-Balkaria",
            "killed 2 unidentified men",
        ),
        ("IS claims killing eight soldiers in north Cameroon", "killed 8 soldiers"),
        (
            "Roundup: Egypt police kill 8 Muslim Brotherhood loyalists for attack plan ahead of Christmas",
            "killed 8 Muslim Brotherhood loyalists",
        ),
        (
            "Afghan police spokesman raises death toll in suicide bombing at Sunni mosque in western Ghor province to 33 killed",
            "killed 33",
        ),
        ("Taliban attack buses in north Afghanistan, kill 9, abduct 35", "killed 9; abducted 35"),
        ("Maoists attack DD centre in Bastar, 3 cops killed", "killed 3 cops"),
        ("They find eight dead in Benito Juárez community, Zacatecas", "killed 8"),
        ("Six soldiers killed in Boko Haram attack in Cameroon: governor", "killed 6 soldiers"),
        ("312 were killed yesterday, while 217 were taken out of besieged Homs", "killed 312"),
        (
            "More than 210 Syrians were killed yesterday, Wednesday October 25, 2012",
            "killed 211.. Syrians",
        ),
        ("4 ISIS militants killed in Nangarhar airstrike", "killed 4 ISIS militants"),
        (
            "Five Anglophone Separatist ‘Generals’ Killed In Northwest Cameroon",
            "killed 5 Anglophone Separatist Generals",
        ),
        ("At least 13 die as militants clash in Pakistan", "killed 13.."),
        (
            "227 people died yesterday, including 75 members of the regime and the armed forces loyal to them",
            "killed 227 people",
        ),
        ("Guanajuato: Back to back bloody weekends leaves 36 dead", "killed 36"),
        (
            "Philippine clash leaves 18 soldiers, 5 militants dead",
            "killed 18 soldiers; killed 5 militants",
        ),
        ("Deadly Explosion Kills 1, Wounds 8 Others in Somalia", "killed 1; wounded 8"),
        ("Rebels kill 12 DR Congo villagers in Beni", "killed 12 DR Congo villagers"),
        ("18 dead in Iraq attacks including wedding bombing", "killed 18"),
        ("33 rebels, 4 police killed in Kandahar clashes", "killed 33 rebels; killed 4 police"),
        ("65 Insurgents Were Killed!", "killed 65 Insurgents"),
        ("Suicide bomber kills seven in Baghdad market: officials", "killed 7"),
        ("Four dead in suicide bombing in Libya's Misrata: security officials", "killed 4"),
        (
            "4 DPR soldiers killed in 24 hours , 25 wounded - Basurin",
            "killed 4 DPR soldiers; wounded 25",
        ),
        ("Imo Police raid suspected terrorists’ camp, kill five", "killed 5"),
        ("Suicide car bomber kills 15 people in Pakistan", "killed 15 people"),
        ("6 dead", "killed 6"),
        ("Landmine explosions | Two young people killed in Al-Quneitra", "killed 2 young people"),
        ("Dozens killed in Ukraine as army battles to break rebels", "killed 12..(dozens)"),
        ("Seven Cameroonian soldiers killed in Boko Haram attack", "killed 7 Cameroonian soldiers"),
        (
            "Four soldiers, 37 insurgents killed in blasts, clashes in Afghanistan",
            "killed 4 soldiers; killed 37 insurgents",
        ),
        (
            "Officer killed, 4 troops hurt in latest clash with ASG bandits in Basilan",
            "killed 1 Officer; wounded 4 troops",
        ),
        (
            "Lashkar commander, National Conference activist among eight killed in Kashmir.",
            "killed 8",
        ),
        (
            "1 security official killed, 5 injured in Taliban attack",
            "killed 1 security official; wounded 5",
        ),
        ("Philippines military kills four extremists after heavy losses", "killed 4 extremists"),
        ("Algeria army kills 22 Islamists: defence ministry", "killed 22 Islamists"),
        ("Tijuana: 18 Dead Since Sunday", "killed 18"),
        ("Witnesses: 9 more killed in C. African Republic", "killed 9"),
        ("24 militants killed in overnight battles in northern Afghanistan", "killed 24 militants"),
        ("Turkish troops say kill 33 rebel Kurds", "killed 33 rebel Kurds"),
        ("Two soldiers dead in NPA attack", "killed 2 soldiers"),
        (
            "Twelve soldiers, 26 insurgents killed in clashes in Afghanistan - agency",
            "killed 12 soldiers; killed 26 insurgents",
        ),
        (
            "Over 20 Houthi rebels killed in fighting with Yemeni army in Marib: source",
            "killed 21.. Houthi rebels",
        ),
        ("Four killed in Philippine army-Muslim rebel clash.", "killed 4"),
        ("dozens reported killed", "killed 12..(dozens)"),
        ("Afghan police repel Taliban attack, killing 11", "killed 11"),
        ("Mogadishu blast death toll rises to five", "killed 5"),
        (
            "One Villager Killed and Five Wounded as Burma Army Escalates Attacks in Northern Burma",
            "killed 1 Villager; wounded 5",
        ),
        ("Taliban’s judge among four dead in Ghazni clash", "killed 4"),
        (
            "At Least 1 Person Is Confirmed Dead and 4 Others Wounded in a Blast",
            "killed 1.. Person; wounded 4",
        ),
        ("138 died yesterday, including 44 of the regime forces and armed loyalists", "killed 138"),
        (
            "More than 250 Syrians have been killed today (Thursday 19/7/2012)",
            "killed 251.. Syrians",
        ),
        ("About 200 were killed yesterday", "killed ~200"),
        ("Blast kills 2 soldiers in northwest Pakistan", "killed 2 soldiers"),
        ("Suspected Islamists kill 20 in east Congo village attacks", "killed 20"),
        ("137 killed on Friday 6/02/2015", "killed 137"),
        ("138 died yesterday", "killed 138"),
        ("15 Afghan Taliban killed in 24 hours: MoI", "killed 15 Afghan Taliban"),
        (
            "More than 130 people were killed yesterday, including 106 combat battalions and regular forces",
            "killed 131.. people",
        ),
        ("20 Insurgents Were Killed!", "killed 20 Insurgents"),
        ("Dozens killed in troubled eastern DR Congo province", "killed 12..(dozens)"),
        ("Bomb kills two Algerian soldiers in north: ministry", "killed 2 Algerian soldiers"),
        (
            "193 people died yesterday, including 25 citizens were martyred under torture",
            "killed 193 people",
        ),
        (
            "At least 30 Taliban killed, 12 injured in Afghan west province - governor",
            "killed 30.. Taliban; wounded 12",
        ),
        ("Beni : 4 morts dans une attaque des ADF à Mahu", "killed 4"),
        ("Car bombs hit Baghdad Shi'ite districts, 17 killed", "killed 17"),
        ("Boko Haram kills three soldiers, overrun Nigerian army base", "killed 3 soldiers"),
        (
            "8 Muslim Brotherhood loyalists killed, 4 arrested in Egypt",
            "killed 8 Muslim Brotherhood loyalists; arrested 4",
        ),
        (
            "1st LD Writethru: Bicycle bomb kills 1 civilian, wounds 11 others in Afghan eastern Ghazni city",
            "killed 1 civilian; wounded 11",
        ),
        ("Explosions kill 2 police in Afghanistan's Kabul", "killed 2 police"),
        ("at least 4 dead", "killed 4.."),
        ("Herdsmen Kill 2, Benue", "killed 2"),
        ("Army claims killing 10 militants in southern Somalia clashes", "killed 10 militants"),
        ("Al-Shabab reportedly kills 13 soldiers in deadly Somalia ambush", "killed 13 soldiers"),
        (
            "Nigeria military says kills 300 Boko Haram militants in counter offensive",
            "killed 300 Boko Haram militants",
        ),
        (
            "Ituri : 11 morts dans 2 villages et des maisons incendiées par les miliciens CODECO",
            "killed 11",
        ),
        ("41 militants killed in round-the-clock offensives: MoD", "killed 41 militants"),
    ],
)
def test_a_headline_is_understood(headline: str, rows: str) -> None:
    assert noted(count(headline).rows) == rows

"""Words of a generated atlas. Names are made of invented syllables and always carry a number, so that none is real."""


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("Bel Cor Dras Fen Gol Hav Ild Jor Kel Lum Mor Nev Ost Pra Quil Ras Sel Tor Ulm Vel Wen Yar Zel Arn")
LAST = _words("ava eda ilo omra unis avor etta iren olin ustra abel enno idra oskar uvel anta")
FIELDS = _words("Optics Sensors Motors Batteries Drones Ceramics Lasers Pumps Valves Robots Antennas Bearings")
HAN_FIELDS = _words("光学 传感 电机 电池 飞行 陶瓷 激光 水泵 阀门 机器 天线 轴承")
PLACES = _words("Quay Hill Valley Delta Ridge Harbour Meadow Terrace")
TITLES = ["founder", "head of research", "chief engineer", "head of production", "director", "adviser"]
EVENTS = [
    "opens a hall", "moves to a new site", "tests a device", "ships its first series", "signs an agreement",
    "finishes a prototype", "begins a trial", "doubles its floor space", "files for a certificate",
]  # fmt: skip
LABELS = ["staff", "floor space", "devices made", "patents held", "test hours"]
UNITS = ["people", "m²", "pieces", "", "hours"]

NOUNS = _words(
    "optics sensing drones welding batteries ceramics robotics lasers pumps casting antennas bearings medicine farming "
    "mapping energy transport textiles glass printing acoustics cooling metering packaging recycling shipping tunnels "
    "bridges water air light timing memory vision motion plasma magnets fibres membranes gears springs paper stone "
    "timber rubber salt clay copper zinc tin silver carbon hydrogen oxygen helium"
)
ADJECTIVES = _words(
    "silent rapid cold warm fine coarse light heavy small large early late deep shallow smooth rough clear dark dry "
    "wet open closed local distant shared private public rural urban coastal inland modular portable flexible rigid "
    "hollow solid thin thick sharp round flat long short narrow wide steady moving folding stacked woven printed cast "
    "bonded sealed coated layered tuned paired nested"
)

FILLER = _words(
    "hall bench crew spindle ledger courier lantern kettle anvil gantry pulley ratchet flange gasket rotor stator "
    "beacon tripod easel satchel compass sextant barge ferry wharf jetty canal lock sluice weir mill kiln forge loom "
    "press mould ladle crucible funnel hopper chute trough conveyor pallet crate drum barrel flask vial tray rack "
    "shelf cabinet drawer hinge latch bolt rivet washer bracket strut girder truss beam column plinth arch vault "
    "dome turret balcony terrace courtyard orchard hedge meadow pasture thicket grove copse ridge gully ravine "
    "plateau basin delta estuary lagoon reef atoll shoal dune marsh fen moor heath tundra glacier moraine fjord"
)


def stem(number: int) -> str:
    """An invented word; numbers that differ by less than 384 have different ones."""
    return FIRST[number % len(FIRST)] + LAST[number // len(FIRST) % len(LAST)]


def tag_name(rank: int) -> str:
    """Name of the tag that stands at this place by size: single words first, then pairs of words."""
    if rank < len(NOUNS):
        return NOUNS[rank]
    pair, noun = divmod(rank - len(NOUNS), len(NOUNS))
    return f"{ADJECTIVES[pair]} {NOUNS[noun]}"


MOST_TAGS = len(NOUNS) * (1 + len(ADJECTIVES))
